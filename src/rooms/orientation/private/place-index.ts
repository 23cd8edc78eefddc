import { languages } from '#house/language/language.ts';
import { readGeography, type Geography } from '#house/reference/read-geography.ts';
import { normalisePlace, spellOut } from '../place.ts';
import { letterBits } from './edit-distance.ts';
import { readSpecialCodes } from './read-special-codes.ts';
import { listAreas, nameLocality, type Area, type Names } from './territory.ts';

export interface Commune extends Area {
	/** In order, without those that serve an institution and no street; these still find the commune. */
	postalCodes: string[];
	/** "4000–4032", or the one code. */
	range: string;
	localities: Locality[];
}

interface Locality {
	postalCode: string;
	names: Names;
	/** It bears a name of its commune, or is the only one of a postal code that does not tell it from the whole. */
	isWholeCommune: boolean;
}

/** A way to write a place. The lower the rank, the sooner this place is meant by its name. */
export interface Key {
	/** Normalised, with a space before each word. */
	text: string;
	bits: number;
	rank: 0 | 1 | 2 | 3;
	commune: Commune;
	/** What was found, if it is not the commune itself. */
	locality: Names | undefined;
	postalCode: string | undefined;
}

/** Whole words in a row out of keys, to be compared letter by letter. */
export interface Run {
	text: string;
	bits: number;
	keys: Key[];
}

export interface PlaceIndex {
	areas: Map<string, Area>;
	communes: Map<string, Commune>;
	/** The communes of each postal code, those with the fewest codes first: the big neighbour comes last. */
	byPostalCode: Map<string, Commune[]>;
	keys: Key[];
	/** By their length. */
	runs: Run[][];
}

export function buildPlaceIndex(directory: string): PlaceIndex {
	const geography = readGeography(directory);
	const areas = listAreas(geography);
	const known = new Set(geography.postalCodes.map(({ postal_code, nis }) => `${postal_code} ${nis}`));
	const communes = toCommunes(areas, geography, readSpecialCodes(directory, known));
	const keys = [...listKeys([...communes.values()], geography)];
	return {
		areas: new Map(areas.map((area) => [area.code, area])),
		communes,
		byPostalCode: groupByPostalCode(communes),
		keys,
		runs: listRuns(keys),
	};
}

function toCommunes(areas: Area[], { postalCodes }: Geography, special: Set<string>): Map<string, Commune> {
	const rowsOf = Map.groupBy(postalCodes, ({ nis }) => nis);
	const communes = areas.filter(({ kind }) => kind === 'commune');
	return new Map(
		communes.map((area) => {
			const rows = rowsOf.get(area.code) ?? [];
			const own = new Set(languages.map((language) => normalisePlace(area.names[language])));
			const localities = rows.map((row): Locality => {
				const names = nameLocality(row, area.ownLanguage);
				const isWholeCommune = Object.values(names).some((name) => own.has(normalisePlace(name)));
				const english = area.ownLanguage === 'en' ? names.fr : names[area.ownLanguage];
				return { postalCode: row.postal_code, names: { ...names, en: english }, isWholeCommune };
			});
			const ordinary = rows.filter(({ postal_code }) => !special.has(`${postal_code} ${area.code}`));
			const codes = [...new Set(ordinary.map(({ postal_code }) => postal_code))].toSorted();
			const [first = '', last = first] = [codes[0], codes.at(-1)];
			return [
				area.code,
				{ ...area, postalCodes: codes, range: first === last ? first : `${first}–${last}`, localities },
			];
		}),
	);
}

function groupByPostalCode(communes: Map<string, Commune>): Map<string, Commune[]> {
	const byCode = new Map<string, Commune[]>();
	const fewestFirst = [...communes.values()].sort((a, b) => a.postalCodes.length - b.postalCodes.length);
	for (const commune of fewestFirst) {
		const codes = new Set(commune.localities.map(({ postalCode }) => postalCode));
		for (const code of codes) byCode.set(code, [...(byCode.get(code) ?? []), commune]);
	}
	return byCode;
}

function* listKeys(communes: Commune[], { aliases }: Geography): Generator<Key> {
	const aliasesOf = Map.groupBy(aliases, ({ nis }) => nis);
	for (const commune of communes) {
		const whole = { commune, locality: undefined, postalCode: undefined };
		for (const language of languages) {
			const isOwn = commune.names[language] === commune.names[commune.ownLanguage];
			yield* writeKeys(commune.names[language], { ...whole, rank: isOwn ? 0 : 1 });
		}
		for (const { alias } of aliasesOf.get(commune.code) ?? []) {
			yield* writeKeys(alias, { ...whole, rank: 2, locality: { fr: alias, nl: alias, de: alias, en: alias } });
		}
		for (const { names, postalCode, isWholeCommune } of commune.localities) {
			if (isWholeCommune) continue;
			for (const name of new Set(Object.values(names)))
				yield* writeKeys(name, { commune, rank: 3, locality: names, postalCode });
		}
	}
}

function* writeKeys(name: string, key: Omit<Key, 'text' | 'bits'>): Generator<Key> {
	for (const text of new Set([normalisePlace(name), spellOut(name)])) {
		yield { ...key, text: ` ${text}`, bits: letterBits(` ${text}`) };
	}
}

function listRuns(keys: Key[]): Run[][] {
	const runs = new Map<string, Run>();
	for (const key of keys) {
		const words = key.text.slice(1).split(' ');
		for (let from = 0; from < words.length; from++) {
			for (let to = from + 1; to <= words.length; to++) {
				const text = words.slice(from, to).join(' ');
				const run = runs.get(text) ?? { text, bits: letterBits(text), keys: [] };
				run.keys.push(key);
				runs.set(text, run);
			}
		}
	}
	const byLength: Run[][] = [];
	for (const run of runs.values()) (byLength[run.text.length] ??= []).push(run);
	return byLength;
}
