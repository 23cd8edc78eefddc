import { ServerOnly } from '#house/web/server-only.ts';
import { listMergeEntries } from '#rooms/directory/list-merge-entries.server.ts';
import { listServicesDue } from '#rooms/directory/list-services-due.server.ts';
import { listServicesEntries } from '#rooms/directory/list-services-entries.server.ts';
import { listSuggestionEntries } from '#rooms/directory/list-suggestion-entries.server.ts';
import { describeDone } from '#rooms/identity/describe-refusal.ts';
import { listPeopleEntries } from '#rooms/identity/list-people-entries.server.ts';
import { listKeyEntries } from '#rooms/keys/list-key-entries.server.ts';
import { listAccessionEntries } from '#rooms/protocol/list-accession-entries.server.ts';
import { listRequestEntries } from '#rooms/requests/list-request-entries.server.ts';
import type { PageServerLoad } from './$types';
import { getSignedIn } from './get-signed-in.server.ts';
import { chooseOrganisation } from './list-rail.ts';

/** What each room has to say to whoever has signed in; a room that comes later adds its own here. */
const contributors = [
	listRequestEntries,
	listPeopleEntries,
	listServicesEntries,
	listSuggestionEntries,
	listMergeEntries,
	listAccessionEntries,
	listKeyEntries,
];

export const load: PageServerLoad = async (event) => {
	const person = await getSignedIn(event);
	const { database, language } = event.locals;
	const { searchParams } = event.url;
	const organisationId = chooseOrganisation(person, searchParams.get('organisation'));
	const place = organisationId === undefined ? undefined : { organisationId, language };
	const lists = place === undefined ? [] : await Promise.all(contributors.map((list) => list(database, person, place)));
	const found = organisationId && (await listServicesDue(database, person, { organisationId }));
	const due = found && 'services' in found ? found : undefined;
	const done = describeDone(searchParams.get('done'), language);
	return { page: new ServerOnly({ person, organisationId, entries: lists.flat(), due, done }) };
};
