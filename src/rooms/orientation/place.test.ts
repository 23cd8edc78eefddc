import { expect, test } from 'vitest';
import { describePlace, normalisePlace, quotePlace, readPlaceQuery } from './place.ts';

test.each([
	['  Liège ', 'Liège'],
	['4000', '4000'],
	['x'.repeat(80), 'x'.repeat(80)],
])('a text that can be looked up is taken as typed, without its margins: %j', (text, query) => {
	expect(readPlaceQuery(text)).toEqual({ query });
});

test.each([
	[null, 'empty'],
	['', 'empty'],
	[' \u00A0\t', 'empty'],
	['x'.repeat(81), 'too_long'],
	['Li\u0000ge', 'unreadable'],
	['Li\uFFFDge', 'unreadable'],
	['Li\nge', 'unreadable'],
	['Li\uD800ge', 'unreadable'],
] as const)('%j is refused as %s', (text, refused) => {
	expect(readPlaceQuery(text)).toEqual({ refused });
});

test.each([
	['LIÈGE', 'liege', 'Lie\u0300ge'],
	['Saint-Josse', 'St Josse', 'st. josse', 'Sainte  Josse', 'SINT-JOSSE', 'Sankt Josse', 'Ste-Josse'],
	["Braine-l'Alleud", 'Braine l’Alleud', 'braine l alleud', 'Braine‑l`Alleud'],
	['Ham-sur-Heure', 'Ham s/Heure', 'ham s/ heure'],
	['Frasnes-lez-Anvaing', 'Frasnes-lès-Anvaing', 'frasnes les anvaing'],
	['Weißmes', 'Weissmes'],
	["'s Gravenbrakel", '’s-Gravenbrakel'],
])('the ways to write %s are one', (...ways) => {
	expect(new Set(ways.map(normalisePlace)).size).toBe(1);
});

test('what stands within a word is left alone', () => {
	expect(normalisePlace('Stembert Stoumont Les Bons')).toBe('stembert stoumont les bons');
});

test('what is repeated of a long text is its first thirty letters', () => {
	expect(quotePlace('Verviers')).toBe('Verviers');
	expect(quotePlace('x'.repeat(30))).toBe('x'.repeat(30));
	expect(quotePlace('x'.repeat(31))).toBe(`${'x'.repeat(30)}…`);
	expect(quotePlace('🏠'.repeat(31))).toBe(`${'🏠'.repeat(30)}…`);
});

test.each([
	['4800–4802', 'Verviers', '4800–4802'],
	['Ensival · 4800', 'Ensival', 'Verviers, 4800'],
	['Laeken', 'Laeken', 'Verviers'],
])('a place found by the hint %s is read as %s (%s)', (hint, title, detail) => {
	expect(describePlace({ nis: '63079', name: 'Verviers', hint })).toEqual({ title, detail });
});
