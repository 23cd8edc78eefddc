import { redirect } from '@sveltejs/kit';
import { answerPlace } from '#rooms/orientation/answer-place.server.ts';
import type { PlaceAnswer } from '#rooms/orientation/answer-place.server.ts';
import { listCommunes } from '#rooms/orientation/find-places.server.ts';
import { anywhere, nextStep } from '#rooms/orientation/orientation.ts';
import { getRequest } from '../orientation/request.server.ts';
import type { PageServerLoad } from './$types';

const nothingTyped: PlaceAnswer = { typed: '', refused: undefined, places: [], only: undefined };

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
	const { only, places, ...given } = typed === null ? nothingTyped : answerPlace(typed, params.lang);
	if (only) {
		redirect(303, toPlace(only.nis));
	}
	return {
		request,
		...given,
		places: places.map((place) => ({ ...place, href: toPlace(place.nis) })),
		provinces: listCommunes(params.lang).map((group) => ({
			...group,
			communes: group.communes.map((commune) => ({ ...commune, href: toPlace(commune.nis) })),
		})),
	};
};
