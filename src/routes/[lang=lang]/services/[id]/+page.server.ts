import { error, redirect } from '@sveltejs/kit';
import { readClock } from '#house/language/dates.ts';
import { findService } from '#rooms/directory/find-service.server.ts';
import { findSuccessor } from '#rooms/directory/find-successor.server.ts';
import { nameCoverage } from './name-coverage.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, locals }) => {
	const service = await findService(locals.reader, params.id, params.lang);
	if (!service) {
		const successor = await findSuccessor(locals.reader, params.id);
		if (successor !== undefined) redirect(308, `/${params.lang}/services/${successor}`);
		error(404, 'unknown_service');
	}
	return { service, coverage: nameCoverage(service.coverage, params.lang), now: readClock(new Date()) };
};
