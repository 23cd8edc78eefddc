import { redirect } from '@sveltejs/kit';
import { readClock } from '#house/language/dates.ts';
import { ServerOnly } from '#house/web/server-only.ts';
import { getLineage, nameArea } from '#rooms/orientation/find-places.server.ts';
import { explain } from '#rooms/orientation/explain.server.ts';
import { orient } from '#rooms/orientation/orient.server.ts';
import { anywhere, nextStep } from '#rooms/orientation/orientation.ts';
import { getRequest } from '../request.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ url, params, locals, setHeaders }) => {
	const request = getRequest(url);
	const { audience, need, place } = request;
	if (audience === undefined || need === undefined || place === undefined) {
		redirect(303, `/${params.lang}${nextStep(request)}`);
	}
	setHeaders({ 'cache-control': 'no-store' });
	const now = readClock(new Date());
	const language = params.lang;
	const orientation = await orient(locals.reader, {
		audience,
		need,
		lineage: getLineage(place),
		spoken: request.language,
		page: request.page,
		language,
		day: now.date,
	});
	const placeName = nameArea(place, language);
	const explained = explain(orientation, { place, placeName, spoken: request.language, page: request.page, language });
	return {
		results: new ServerOnly({
			...explained,
			now,
			placeName,
			request: { ...request, audience, need, place },
			isOutside: place !== anywhere && !getLineage(place).includes('fwb'),
		}),
	};
};
