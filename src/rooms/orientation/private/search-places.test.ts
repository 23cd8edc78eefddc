import fc from 'fast-check';
import { expect, test } from 'vitest';
import { languages } from '#house/language/language.ts';
import { findPlaces, getPlace, listCommunes, openPlaces } from '../find-places.server.ts';
import { normalisePlace } from '../place.ts';

openPlaces('reference');

const communes = listCommunes('fr').flatMap((group) => group.communes.map(({ nis }) => nis));
const anyCommune = fc.constantFrom(...communes);
const anyLanguage = fc.constantFrom(...languages);

test('whatever is typed, at most ten communes that exist are found, each once', () => {
	const letters = fc.constantFrom(..."aeinorstlbm éèß-'’/ 0145.\u0000🏠");
	const query = fc.oneof(fc.string({ unit: 'binary', maxLength: 90 }), fc.string({ unit: letters, maxLength: 20 }));
	fc.assert(
		fc.property(query, anyLanguage, (text, language) => {
			const found = findPlaces(text, language);
			expect(found.length).toBeLessThanOrEqual(10);
			expect(new Set(found.map(({ nis }) => nis)).size).toBe(found.length);
			for (const { nis, name, hint } of found) {
				expect(name).toBe(getPlace(nis, language).name);
				expect(hint).not.toBe('');
			}
		}),
	);
});

test('the exact name of every commune, in each language, finds it first or after its namesakes', () => {
	for (const nis of communes) {
		for (const language of languages) {
			const { name } = getPlace(nis, language);
			const found = findPlaces(name, language);
			const rank = found.findIndex((place) => place.nis === nis);
			expect(rank, name).toBeGreaterThan(-1);
			const before = found.slice(0, rank).flatMap((place) => languages.map((each) => getPlace(place.nis, each).name));
			for (let index = 0; index < rank; index++) expect(before.map(normalisePlace)).toContain(normalisePlace(name));
		}
	}
});

test('every postal code finds its communes', () => {
	fc.assert(
		fc.property(anyCommune, anyLanguage, (nis, language) => {
			for (const code of getPlace(nis, language).postalCodes) {
				expect(findPlaces(code, language).map((place) => place.nis)).toContain(nis);
			}
		}),
	);
});

test('one wrong letter in the name of a commune of six letters or more still finds it', () => {
	const slip = fc.constantFrom('changed', 'left out', 'added', 'swapped');
	const place = fc.nat({ max: 1000 });
	const letter = fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz');
	fc.assert(
		fc.property(anyCommune, anyLanguage, slip, place, letter, (nis, language, kind, at, other) => {
			const name = getPlace(nis, language).name.toLowerCase();
			fc.pre(name.replaceAll(/[^\p{L}]/gu, '').length >= 6);
			const typed = mistype(name, kind, at % name.length, other);
			expect(
				findPlaces(typed, language).map((found) => found.nis),
				typed,
			).toContain(nis);
		}),
		{ numRuns: 500 },
	);
});

function mistype(name: string, kind: string, at: number, other: string): string {
	if (kind === 'added') return name.slice(0, at) + other + name.slice(at);
	if (kind === 'left out') return name.slice(0, at) + name.slice(at + 1);
	if (kind === 'swapped') return name.slice(0, at) + name.slice(at + 1, at + 2) + name.charAt(at) + name.slice(at + 2);
	return name.slice(0, at) + other + name.slice(at + 1);
}
