import { redirect } from '@sveltejs/kit';
import { findPlaces, isSamePlace, listCommunes } from '#rooms/orientation/find-places.server.ts';
import { anywhere, nextStep } from '#rooms/orientation/orientation.ts';
import { readPlaceQuery } from '#rooms/orientation/place.ts';
import { getRequest } from '../orientation/request.server.ts';
import type { PageServerLoad } from './$types';

/** All communes by province. With an orientation under way (`a`, `n`) a commune leads back to it, else to its own page. */
export const load: PageServerLoad = ({ url, params }) => {
	const request = getRequest(url);
	const toPlace = (nis: string) => {
		const isUnderWay = request.audience !== undefined;
		return `/${params.lang}${isUnderWay ? nextStep({ ...request, place: nis }) : `/communes/${nis}`}`;
	};
	if (request.place !== undefined && request.place !== anywhere) {
		redirect(303, toPlace(request.place));
	}
	const typed = url.searchParams.get('q');
	const query = typed === null ? undefined : readPlaceQuery(typed);
	const refused = query && 'refused' in query ? query.refused : undefined;
	const places = query && 'query' in query ? findPlaces(query.query, params.lang) : [];
	const [only] = places;
	if (only && (places.length === 1 || isSamePlace(typed ?? '', places))) {
		redirect(303, toPlace(only.nis));
	}
	return {
		request,
		typed: refused === 'unreadable' ? '' : (typed ?? '').slice(0, 80),
		refused: refused ?? (typed !== null && places.length === 0 ? ('unknown' as const) : undefined),
		places: places.map((place) => ({ ...place, href: toPlace(place.nis) })),
		provinces: listCommunes(params.lang).map((group) => ({
			...group,
			communes: group.communes.map((commune) => ({ ...commune, href: toPlace(commune.nis) })),
		})),
	};
};
