import { readClock } from '#house/language/dates.ts';
import { listCentralServices } from '#rooms/directory/list-central-services.server.ts';
import { listParties, signedOn } from '#rooms/protocol/list-parties.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, locals }) => {
	const services = await listCentralServices(locals.reader, params.lang);
	return { services, parties: listParties(params.lang), signedOn, now: readClock(new Date()) };
};
