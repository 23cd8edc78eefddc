import { findPlaces } from '#rooms/orientation/find-places.server.ts';
import { readPlaceQuery } from '#rooms/orientation/place.ts';
import { texts } from '#messages';
import type { RequestHandler } from './$types';

/** Places by what was typed so far, best first: `[{ nis, name, hint }]`; 400 with a reason for an empty, over-long or unreadable text. */
export const GET: RequestHandler = ({ url, params }) => {
	const headers = { 'cache-control': 'no-store' };
	const given = url.searchParams.getAll('q');
	const query = given.length > 1 ? { refused: 'unreadable' as const } : readPlaceQuery(given[0] ?? null);
	if ('refused' in query) {
		const reason = texts(params.lang).orientation[`place_error_${query.refused}`];
		return Response.json({ error: query.refused, reason }, { status: 400, headers });
	}
	return Response.json(findPlaces(query.query, params.lang), { headers });
};
