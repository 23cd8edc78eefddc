import { ServerOnly } from '#house/web/server-only.ts';
import { access } from '#rooms/identity/access.ts';
import { PeopleFilter } from '#rooms/identity/colleague.ts';
import { listPeople } from '#rooms/identity/list-people.server.ts';
import { listTeams } from '#rooms/identity/list-teams.server.ts';
import { describeDone } from '#rooms/identity/describe-refusal.ts';
import { findActor } from '#rooms/identity/signed-in.ts';
import { getPlace, orNoPage } from '../get-place.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { person, organisationId, organisation, language } = await getPlace(event);
	const { searchParams } = event.url;
	const filter = PeopleFilter.parse(Object.fromEntries(searchParams));
	const { database } = event.locals;
	const { people, hasMore } = orNoPage(await listPeople(database, person, { organisationId, filter }));
	const { teams } = orNoPage(await listTeams(database, person, { organisationId }));
	const mayInvite = findActor(person, { organisationId }, access.inviteColleague) !== undefined;
	const done = describeDone(searchParams.get('done'), language);
	const page = { organisation, organisationId, people, hasMore, teams, filter, mayInvite, done };
	return { page: new ServerOnly(page) };
};
