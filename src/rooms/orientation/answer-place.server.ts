import type { Language } from '#house/language/language.ts';
import { findPlaces, isSamePlace } from './find-places.server.ts';
import { longestQuery, readPlaceQuery } from './place.ts';
import type { Place, PlaceRefusal } from './place.ts';

/** What a place field answers: the text to give back, the places it may mean, which one it surely means, or why it means none. */
export type PlaceAnswer = {
	typed: string;
	refused: PlaceRefusal | 'unknown' | undefined;
	places: Place[];
	only: Place | undefined;
};

/** Answers what was typed into a place field: one place, several to choose from, or a refusal; the text is given back in the field. */
export function answerPlace(typed: string, language: Language): PlaceAnswer {
	const query = readPlaceQuery(typed);
	if ('refused' in query) {
		const givenBack = query.refused === 'unreadable' ? '' : typed.slice(0, longestQuery);
		return { typed: givenBack, refused: query.refused, places: [], only: undefined };
	}
	const places = findPlaces(query.query, language);
	const isCertain = places.length === 1 || isSamePlace(typed, places);
	return {
		typed: typed.slice(0, longestQuery),
		refused: places.length === 0 ? 'unknown' : undefined,
		places,
		only: isCertain ? places[0] : undefined,
	};
}
