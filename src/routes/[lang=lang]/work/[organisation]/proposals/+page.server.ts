import { ServerOnly } from '#house/web/server-only.ts';
import { listMergeProposals } from '#rooms/directory/list-merge-proposals.server.ts';
import { getPlace, orNoPage } from '../get-place.server.ts';
import { readPage } from '../duplicates/read-page.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { person, organisationId, organisation } = await getPlace(event);
	const number = readPage(event.url.searchParams);
	const wish = { organisationId, page: number };
	const listed = orNoPage(await listMergeProposals(event.locals.database, person, wish));
	return { page: new ServerOnly({ organisation, organisationId, number, ...listed }) };
};
