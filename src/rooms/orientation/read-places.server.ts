import { languages, type Language } from '#house/language/language.ts';
import { answerPlace } from './answer-place.server.ts';
import { listWiderAreas } from './find-places.server.ts';
import { normalisePlace, type Place } from './place.ts';

/** A pasted name or code that is none, or several; `places` are the ones it may mean. */
export interface UnclearPlace {
	typed: string;
	places: Place[];
}

export interface PastedPlaces {
	/** Codes of areas, each once. */
	codes: string[];
	unclear: UnclearPlace[];
}

const mostPlaces = 700;

/** A pasted list of communes, postal codes or wider areas, one by line or between commas, semicolons and tabs. */
export function readPlaces(pasted: string, language: Language): PastedPlaces {
	const typed = pasted.split(/[\n\r,;\t]+/).map((each) => each.trim());
	const wider = new Map(
		languages.flatMap((each) => listWiderAreas(each).map((area) => [normalisePlace(area.name), area.code])),
	);
	const codes = new Set<string>();
	const unclear: UnclearPlace[] = [];
	for (const each of new Set(typed.filter((one) => one !== '').slice(0, mostPlaces))) {
		const { only, places } = answerPlace(each, language);
		const code = wider.get(normalisePlace(each)) ?? only?.nis;
		if (code === undefined) unclear.push({ typed: each, places });
		else codes.add(code);
	}
	return { codes: [...codes], unclear };
}
