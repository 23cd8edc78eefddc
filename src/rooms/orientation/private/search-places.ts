import type { Language } from '#house/language/language.ts';
import { longestQuery, normalisePlace, spellOut, type Place } from '../place.ts';
import { editDistance, letterBits, mayBeNear } from './edit-distance.ts';
import type { Commune, Key, PlaceIndex, Run } from './place-index.ts';

const mostPlaces = 10;

/** How a key answers what was typed, the best way first. */
const nearness = { exact: 0, start: 1, word: 2, words: 3, typo: 4 } as const;

const nearStep = 1000;

interface Match {
	key: Key;
	score: number;
}
type Matches = Map<Commune, Match>;

/** The communes someone may mean, at most ten, best first: by postal code, by name, by the start of a name or word, by a slip of the hand. */
export function searchPlaces(index: PlaceIndex, query: string, language: Language): Place[] {
	if (query.length > longestQuery) return [];
	const forms = new Set([normalisePlace(query), spellOut(query)]);
	const [text = ''] = forms;
	const digits = text.split(' ').filter((word) => /^[0-9]+$/.test(word));
	if (digits.length > 0) return searchPostalCodes(index, text, language);
	const matches = rank(index, forms);
	return sortMatches(matches, language)
		.slice(0, mostPlaces)
		.map(({ key }) => toPlace(key, language));
}

/** The communes whose very name, or that of a locality, is what was typed. */
export function findNamesakes(index: PlaceIndex, query: string): Set<string> {
	const text = ` ${normalisePlace(query)}`;
	return new Set(index.keys.filter((key) => key.text === text).map(({ commune }) => commune.code));
}

/** "4800", "48", and also "4800 Verviers" or "Verviers 4800": a name beside a code puts its commune first. */
function searchPostalCodes(index: PlaceIndex, text: string, language: Language): Place[] {
	const words = text.split(' ');
	const name = words.filter((word) => !/[0-9]/.test(word)).join(' ');
	const typed = words.find((word) => /^[0-9]+$/.test(word)) ?? '';
	const named = name === '' ? new Map() : rank(index, new Set([name]));
	if (typed.length >= 4) {
		const communes = index.byPostalCode.get(typed) ?? [];
		const namedFirst = communes.toSorted((a, b) => Number(named.has(b)) - Number(named.has(a)));
		if (communes.length > 0)
			return namedFirst.slice(0, mostPlaces).map((commune) => toPlaceOfCode(commune, typed, language));
		return name === '' ? [] : searchPlaces(index, name, language);
	}
	const codes = [...index.byPostalCode.keys()].filter((code) => code.startsWith(typed)).toSorted();
	const communes = new Set(codes.flatMap((code) => index.byPostalCode.get(code) ?? []));
	const namedFirst = [...communes].sort((a, b) => Number(named.has(b)) - Number(named.has(a)));
	return namedFirst.slice(0, mostPlaces).map((commune) => placeOf(commune, language, commune.range));
}

function rank(index: PlaceIndex, forms: Set<string>): Matches {
	const matches: Matches = new Map();
	for (const form of forms) {
		if (form === '') continue;
		const words = form.split(' ').map((word) => ` ${word}`);
		const bits = letterBits(` ${form}`);
		for (const key of index.keys) {
			// A name without one of the letters typed needs no closer look.
			if ((bits & ~key.bits) !== 0) continue;
			const near = compare(key.text, ` ${form}`, words);
			if (near !== undefined) keep(matches, key, near);
		}
		addTypos(index, form, matches);
	}
	return hasNamesake(matches) ? dropFarTypos(matches) : matches;
}

/** When a place bears the very name typed, only a slip in another whole name is worth a thought. */
function dropFarTypos(matches: Matches): Matches {
	return new Map([...matches].filter(([, { score }]) => score < (nearness.typo + 1) * nearStep));
}

function hasNamesake(matches: Matches): boolean {
	return [...matches.values()].some(({ score }) => score < nearness.start * nearStep);
}

function compare(text: string, typed: string, words: string[]): number | undefined {
	const at = text.indexOf(typed);
	if (at === 0) return text.length === typed.length ? nearness.exact : nearness.start;
	if (at > 0) return nearness.word;
	if (words.length > 1 && words.every((word) => text.includes(word))) return nearness.words;
	return undefined;
}

/** One slip in four letters or more, two in eight or more; slips in the whole name count less than in a part of it. */
function addTypos(index: PlaceIndex, typed: string, matches: Matches): void {
	const most = typed.length >= 8 ? 2 : Number(typed.length >= 4);
	if (most === 0) return;
	const bits = letterBits(typed);
	for (let length = typed.length - most; length <= typed.length + most; length++) {
		for (const run of index.runs[length] ?? []) {
			if (!mayBeNear(bits, run.bits, most)) continue;
			addTypo(matches, run, editDistance(typed, run.text, most));
		}
	}
}

function addTypo(matches: Matches, run: Run, distance: number): void {
	if (distance === 0 || distance === Infinity) return;
	for (const key of run.keys) {
		const isPart = key.text.length > run.text.length + 1;
		keep(matches, key, nearness.typo + 2 * (distance - 1) + Number(isPart));
	}
}

function keep(matches: Matches, key: Key, near: number): void {
	const score = near * nearStep + key.rank * 100 + Math.min(key.text.length, 99);
	const before = matches.get(key.commune);
	if (before === undefined || score < before.score) matches.set(key.commune, { key, score });
}

function sortMatches(matches: Matches, language: Language): Match[] {
	return [...matches.values()].sort((a, b) => {
		if (a.score !== b.score) return a.score - b.score;
		const [first, second] = [a.key.commune.names[language], b.key.commune.names[language]];
		if (first === second) return a.key.commune.code < b.key.commune.code ? -1 : 1;
		return first < second ? -1 : 1;
	});
}

function toPlace({ commune, locality, postalCode }: Key, language: Language): Place {
	if (locality === undefined) return placeOf(commune, language, commune.range);
	const name = locality[language];
	return placeOf(commune, language, postalCode === undefined ? name : `${name} · ${postalCode}`);
}

/** A code that belongs to one locality names it; one of several, or of the commune's centre, stands for the whole commune. */
function toPlaceOfCode(commune: Commune, postalCode: string, language: Language): Place {
	const localities = commune.localities.filter((locality) => locality.postalCode === postalCode);
	const [only] = localities;
	if (localities.some(({ isWholeCommune }) => isWholeCommune)) return placeOf(commune, language, commune.range);
	const isAlone = only !== undefined && localities.length === 1;
	return placeOf(commune, language, isAlone ? `${only.names[language]} · ${postalCode}` : postalCode);
}

function placeOf(commune: Commune, language: Language, hint: string): Place {
	return { nis: commune.code, name: commune.names[language], hint };
}
