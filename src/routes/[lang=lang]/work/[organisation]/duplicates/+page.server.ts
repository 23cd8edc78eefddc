import { ServerOnly } from '#house/web/server-only.ts';
import { listDuplicates } from '#rooms/directory/list-duplicates.server.ts';
import { getPlace, orNoPage } from '../get-place.server.ts';
import { readPage } from './read-page.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { person, organisationId, organisation } = await getPlace(event);
	const number = readPage(event.url.searchParams);
	const listed = orNoPage(await listDuplicates(event.locals.database, person, { organisationId, page: number }));
	const isDone = event.url.searchParams.get('done') === 'dismissed';
	return { page: new ServerOnly({ organisation, organisationId, number, isDone, ...listed }) };
};
