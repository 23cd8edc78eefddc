import { error } from '@sveltejs/kit';
import { CONTACT_EMAIL } from '$app/env/private';
import { readClock } from '#house/language/dates.ts';
import { listServicesOfPlace } from '#rooms/directory/list-services-of-place.server.ts';
import { ServerOnly } from '#house/web/server-only.ts';
import { findCommune, getLineage, nameArea } from '#rooms/orientation/find-places.server.ts';
import { nearnessOf } from '#rooms/orientation/orientation.ts';
import { texts } from '#messages';
import { getRequest } from '../../orientation/request.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ url, params, locals }) => {
	const language = params.lang;
	const commune = findCommune(params.nis, language);
	if (!commune) {
		error(404, 'unknown_commune');
	}
	const { page } = getRequest(url);
	const now = readClock(new Date());
	const t = texts(language).orientation;
	const lineage = getLineage(commune.nis);
	const { services, central, hasMore } = await listServicesOfPlace(locals.reader, {
		lineage,
		language,
		day: now.date,
		page,
	});
	const explained = services.map((service) => {
		const area = nameArea(service.areaCode ?? commune.nis, language);
		const isLocal = nearnessOf(service.areaCode ?? commune.nis) === 'commune';
		return { service, isLocal, why: [isLocal ? t.why_commune({ area }) : t.why_wider({ area })] };
	});
	return {
		contact: CONTACT_EMAIL,
		commune,
		now,
		page,
		hasMore,
		listed: new ServerOnly({ central, services: explained }),
	};
};
