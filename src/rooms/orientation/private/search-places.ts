import type { Language } from '#house/language/language.ts';
import { longestQuery, normalisePlace, spellOut, type Place } from '../place.ts';
import { findMentions, type Mention } from './find-mentions.ts';
import type { Commune, Key, PlaceIndex } from './place-index.ts';
import { answersWhole, rankNames, type Matches } from './rank-names.ts';

const mostPlaces = 10;

/** Belgium in the languages of its envelopes, as `spellOut` writes it. */
const countries = new Set(['belgique', 'belgie', 'belgien', 'belgium']);

/** The communes someone may mean, at most ten, best first: by postal code, by name, by the start of a name or word, by a slip of the hand. */
export function searchPlaces(index: PlaceIndex, query: string, language: Language): Place[] {
	if (query.length > longestQuery) return [];
	const forms = [dropCountry(normalisePlace(query)), dropCountry(spellOut(query))];
	const numbers = (forms[0] ?? '').split(' ').filter((word) => /^[0-9]+$/.test(word));
	const names = forms.map(dropNumbers).filter((form) => form !== '');
	// In an address the number of the house stands before the postal code.
	const code = numbers.findLast((number) => index.byPostalCode.has(number));
	if (code !== undefined) return searchPostalCode(index, { code, names }, language);
	if (names.length > 0) return searchNames(index, new Set(names), language);
	return searchStartOfCode(index, numbers[0], language);
}

/** The communes whose very name, or that of a locality, is what was typed. */
export function findNamesakes(index: PlaceIndex, query: string): Set<string> {
	const text = ` ${dropCountry(normalisePlace(query))}`;
	return new Set(index.keys.filter((key) => key.text === text).map(({ commune }) => commune.code));
}

/** "Verviers, Belgique" is Verviers, and "B-4800" is 4800. */
function dropCountry(text: string): string {
	const withoutLetter = text.replace(/\bbe? (?=[1-9][0-9]{3}\b)/, '');
	const others = withoutLetter.split(' ').filter((word) => !countries.has(word));
	return others.length > 0 ? others.join(' ') : text;
}

function dropNumbers(text: string): string {
	const words = text.split(' ').filter((word) => !/[0-9]/.test(word));
	return words.join(' ');
}

/** "4800", "Verviers 4800", "rue du Palais 27, 4800 Verviers": among the communes of the code those named come first. */
function searchPostalCode(index: PlaceIndex, typed: { code: string; names: string[] }, language: Language): Place[] {
	const { code, names } = typed;
	const communes = index.byPostalCode.get(code) ?? [];
	const [text = ''] = names;
	const keys = index.keys.filter((key) => communes.includes(key.commune));
	const mentions = findMentions(keys, text);
	const alike = rankNames(index, names);
	const named = (commune: Commune) => mentions.get(commune)?.end ?? (alike.has(commune) ? 0 : -1);
	return communes
		.toSorted((a, b) => named(b) - named(a))
		.slice(0, mostPlaces)
		.map((commune) => toPlaceOfCode(commune, { code, mention: mentions.get(commune) }, language));
}

function searchStartOfCode(index: PlaceIndex, start: string | undefined, language: Language): Place[] {
	if (start === undefined) return [];
	const codes = [...index.byPostalCode.keys()].filter((code) => code.startsWith(start)).toSorted();
	const communes = codes.flatMap((code) =>
		(index.byPostalCode.get(code) ?? []).filter(({ postalCodes }) => postalCodes.includes(code)),
	);
	return [...new Set(communes)].slice(0, mostPlaces).map((commune) => placeOf(commune, language, commune.range));
}

function searchNames(index: PlaceIndex, names: Set<string>, language: Language): Place[] {
	const matches = rankNames(index, names);
	const [text = ''] = names;
	const addressed = answersWhole(matches) ? [] : listAddressed(index, text);
	const first = new Map<Commune, Key>();
	for (const key of [...addressed, ...sortMatches(matches, language)]) {
		if (!first.has(key.commune)) first.set(key.commune, key);
	}
	return [...first.values()].slice(0, mostPlaces).map((key) => toPlace(key, language));
}

/** "rue de la Loi 16, Bruxelles": the places whose name ends an address without a code, then those whose name begins it. */
function listAddressed(index: PlaceIndex, text: string): Key[] {
	return [...findMentions(index.keys, text).values()]
		.filter(({ atEdge }) => atEdge)
		.sort((a, b) => b.end - a.end || b.key.text.length - a.key.text.length || a.key.rank - b.key.rank)
		.map(({ key }) => key);
}

function sortMatches(matches: Matches, language: Language): Key[] {
	return [...matches.values()]
		.sort((a, b) => {
			if (a.score !== b.score) return a.score - b.score;
			const [first, second] = [a.key.commune.names[language], b.key.commune.names[language]];
			if (first === second) return a.key.commune.code < b.key.commune.code ? -1 : 1;
			return first < second ? -1 : 1;
		})
		.map(({ key }) => key);
}

function toPlace({ commune, locality, postalCode }: Key, language: Language): Place {
	if (locality === undefined) return placeOf(commune, language, commune.range);
	const name = locality[language];
	return placeOf(commune, language, postalCode === undefined ? name : `${name} · ${postalCode}`);
}

/** A locality that was named, or that has the code to itself, is told; else the code stands for the whole commune. */
function toPlaceOfCode(
	commune: Commune,
	{ code, mention }: { code: string; mention: Mention | undefined },
	language: Language,
): Place {
	if (mention !== undefined && mention.key.postalCode === code) return toPlace(mention.key, language);
	const localities = commune.localities.filter(({ postalCode }) => postalCode === code);
	const [only] = localities;
	const isAlone = only !== undefined && localities.length === 1 && !only.isWholeCommune;
	return placeOf(commune, language, isAlone ? `${only.names[language]} · ${code}` : code);
}

function placeOf(commune: Commune, language: Language, hint: string): Place {
	return { nis: commune.code, name: commune.names[language], hint };
}
