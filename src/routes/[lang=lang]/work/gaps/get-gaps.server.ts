import type { RequestEvent } from '@sveltejs/kit';
import { isArea } from '#rooms/orientation/find-places.server.ts';
import { readGapFilter } from '#rooms/orientation/gaps.ts';
import { listGaps } from '#rooms/orientation/list-gaps.server.ts';
import { getSignedIn } from '../get-signed-in.server.ts';

/** What the address asks for, with every commune of its area. */
export async function getGaps(event: RequestEvent) {
	const person = await getSignedIn(event);
	const { database, language, hasDemonstration } = event.locals;
	const filter = readGapFilter(event.url.searchParams, isArea);
	const gaps = await listGaps(database, person, { filter, language, withImaginary: hasDemonstration });
	return { filter, language, hasDemonstration, ...gaps };
}
