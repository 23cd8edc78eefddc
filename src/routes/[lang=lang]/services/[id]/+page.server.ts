import { error } from '@sveltejs/kit';
import { readClock } from '#house/language/dates.ts';
import { findService } from '#rooms/directory/find-service.server.ts';
import { nameArea } from '#rooms/orientation/find-places.server.ts';
import { nearnessOf } from '#rooms/orientation/orientation.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, locals }) => {
	const service = await findService(locals.reader, params.id, params.lang);
	if (!service) {
		error(404, 'unknown_service');
	}
	const coverage = service.coverage.map((code) => ({
		code,
		name: nameArea(code, params.lang),
		isCommune: nearnessOf(code) === 'commune',
	}));
	return { service, coverage, now: readClock(new Date()) };
};
