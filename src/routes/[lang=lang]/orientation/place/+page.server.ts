import { redirect } from '@sveltejs/kit';
import { answerPlace } from '#rooms/orientation/answer-place.server.ts';
import { findCommune } from '#rooms/orientation/find-places.server.ts';
import { nextStep } from '#rooms/orientation/orientation.ts';
import { getRequest } from '../request.server.ts';
import type { PageServerLoad } from './$types';

/** The question of the place. `from`, the commune given before, lets someone who came to change it keep it after all. */
export const load: PageServerLoad = ({ url, params, setHeaders }) => {
	const request = getRequest(url);
	setHeaders({ 'cache-control': 'no-store' });
	const typed = url.searchParams.get('q');
	const next = nextStep(request);
	if (!next.startsWith('/orientation/place')) {
		redirect(303, `/${params.lang}${next}`);
	}
	const before = findCommune(url.searchParams.get('from') ?? '', params.lang);
	if (typed === null) {
		return { request, before, typed: before?.name ?? '', refused: undefined, places: [] };
	}
	const { only, ...found } = answerPlace(typed, params.lang);
	if (only) {
		redirect(303, `/${params.lang}${nextStep({ ...request, place: only.nis })}`);
	}
	return { request, before, ...found };
};
