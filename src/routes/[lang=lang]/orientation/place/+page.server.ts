import { redirect } from '@sveltejs/kit';
import type { Language } from '#house/language/language.ts';
import { findCommune, findPlaces, isSamePlace } from '#rooms/orientation/find-places.server.ts';
import { nextStep } from '#rooms/orientation/orientation.ts';
import { readPlaceQuery } from '#rooms/orientation/place.ts';
import type { Place } from '#rooms/orientation/place.ts';
import { getRequest } from '../request.server.ts';
import type { PageServerLoad } from './$types';

type Answer = { typed: string; refused: 'empty' | 'too_long' | 'unreadable' | 'unknown' | undefined; places: Place[] };

/** What was typed is either one place, several to choose from, or a refusal; it is given back in the field. */
function answer(typed: string, language: Language): Answer {
	const query = readPlaceQuery(typed);
	if ('refused' in query) {
		return { typed: query.refused === 'unreadable' ? '' : typed.slice(0, 80), refused: query.refused, places: [] };
	}
	const places = findPlaces(query.query, language);
	return { typed, refused: places.length === 0 ? 'unknown' : undefined, places };
}

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
	const found = answer(typed, params.lang);
	const [only] = found.places;
	if (only && (found.places.length === 1 || isSamePlace(typed, found.places))) {
		redirect(303, `/${params.lang}${nextStep({ ...request, place: only.nis })}`);
	}
	return { request, before, ...found };
};
