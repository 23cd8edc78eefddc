import type { Language } from '#house/language/language.ts';
import { answerPlace } from '#rooms/orientation/answer-place.server.ts';
import type { Place } from '#rooms/orientation/place.ts';

export interface ReadPlaces {
	/** The codes of the communes that were surely meant. */
	found: string[];
	/** What may mean several communes. */
	several: { typed: string; places: Place[] }[];
	unknown: string[];
}

const MOST = 600;

/** A list of communes as people paste it: names or postal codes, on lines or between commas. */
export function readPlaces(typed: string, language: Language): ReadPlaces {
	const read: ReadPlaces = { found: [], several: [], unknown: [] };
	const entries = typed.split(/[\n;,\t]+/).map((entry) => entry.trim());
	for (const entry of new Set(entries.filter(Boolean).slice(0, MOST))) {
		const { only, places } = answerPlace(entry, language);
		if (only !== undefined) read.found.push(only.nis);
		else if (isNumber(entry) && places.length > 0) read.several.push({ typed: entry, places });
		else if (places.length > 1 && places.length <= 6) read.several.push({ typed: entry, places });
		else read.unknown.push(entry);
	}
	return read;
}

function isNumber(text: string): boolean {
	return /^\d+$/.test(text);
}
