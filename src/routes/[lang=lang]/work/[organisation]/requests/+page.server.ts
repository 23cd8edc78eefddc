import { ServerOnly } from '#house/web/server-only.ts';
import { listInboxes } from '#rooms/requests/list-inboxes.server.ts';
import { getPlace, orNoPage } from '../get-place.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { person, organisationId, organisation } = await getPlace(event);
	const { inboxes } = orNoPage(await listInboxes(event.locals.database, person, { organisationId }));
	return { page: new ServerOnly({ organisation, organisationId, inboxes }) };
};
