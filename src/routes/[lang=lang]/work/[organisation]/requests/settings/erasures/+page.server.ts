import { ServerOnly } from '#house/web/server-only.ts';
import { readPageNumber } from '#house/web/to-page.ts';
import { listErasures } from '#rooms/requests/list-erasures.server.ts';
import { getPlace, orNoPage } from '../../../get-place.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { person, organisationId, organisation } = await getPlace(event);
	const page = readPageNumber(event.url.searchParams);
	const listed = orNoPage(await listErasures(event.locals.database, person, { organisationId, page }));
	return { page: new ServerOnly({ organisation, organisationId, path: event.url.pathname, page, ...listed }) };
};
