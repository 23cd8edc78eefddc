import { ServerOnly } from '#house/web/server-only.ts';
import { listImports } from '#rooms/interchange/list-imports.server.ts';
import { getPlace, orNoPage } from '../get-place.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { person, organisationId, organisation } = await getPlace(event);
	const page = Math.min(10_000, Math.max(1, Math.floor(Number(event.url.searchParams.get('page')) || 1)));
	const listed = orNoPage(await listImports(event.locals.database, person, { organisationId, page }));
	return { page: new ServerOnly({ organisation, organisationId, page, ...listed }) };
};
