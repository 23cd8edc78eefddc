import type { Audience, Need } from '#rooms/directory/service.ts';
import { isCommune } from '#rooms/orientation/find-places.server.ts';
import { readRequest } from '#rooms/orientation/orientation.ts';

/** Which box is wanted. `about`: for whom and what for, by the codes of an orientation. */
export interface EmbedWish {
	nis: string;
	/** How many services at most. */
	most: number;
	about: { audience: Audience; need: Need } | undefined;
}

const usualMost = 5;

/** Reads `max`, 1 to 10, and `a` and `n` as results pages have them, both or none. Undefined: it cannot be understood. */
export function readWish(nis: string, given: URLSearchParams): EmbedWish | undefined {
	const request = readRequest(given, isCommune);
	const max = given.get('max') || String(usualMost);
	if ('refused' in request || given.getAll('max').length > 1 || !/^([1-9]|10)$/.test(max)) return undefined;
	const { audience, need } = request;
	if ((audience === undefined) !== (need === undefined)) return undefined;
	const about = audience === undefined || need === undefined ? undefined : { audience, need };
	return { nis, most: Number(max), about };
}
