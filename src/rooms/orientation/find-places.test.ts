import { expect, test } from 'vitest';
import type { Language } from '#house/language/language.ts';
import {
	findCommune,
	findPlaces,
	getLineage,
	getPlace,
	isArea,
	isSamePlace,
	listCommunes,
	nameArea,
	openPlaces,
} from './find-places.server.ts';
import { longestQuery } from './place.ts';

openPlaces('reference');

/** "Verviers (Ensival · 4800)", as a list of suggestions shows it. */
function show(query: string, language: Language = 'fr'): string[] {
	return findPlaces(query, language).map(({ name, hint }) => `${name} (${hint})`);
}

test.each([
	['Liege', 'fr', 'Liège (4000–4032)'],
	['Luik', 'fr', 'Liège (4000–4032)'],
	['Lüttich', 'de', 'Lüttich (4000–4032)'],
	['St-Josse', 'fr', 'Saint-Josse-ten-Noode (1006–1210)'],
	['Eupen', 'de', 'Eupen (4700–4701)'],
	['Bruxelles', 'fr', 'Bruxelles (1000–1130)'],
	['Brussel', 'nl', 'Brussel (1000–1130)'],
	['Brussels', 'en', 'Brussels (1000–1130)'],
	['Brüssel', 'de', 'Brüssel (1000–1130)'],
	['Mons', 'fr', 'Mons (7000–7034)'],
	['Bergen', 'nl', 'Bergen (7000–7034)'],
	['sint jans molenbeek', 'nl', 'Sint-Jans-Molenbeek (1080)'],
	['Molenbeek', 'fr', 'Molenbeek-Saint-Jean (1080)'],
	["Braine l'Alleud", 'fr', "Braine-l'Alleud (1420–1428)"],
	['braine l’alleud', 'fr', "Braine-l'Alleud (1420–1428)"],
	['La Louviere', 'fr', 'La Louvière (7100–7110)'],
	['louvière', 'fr', 'La Louvière (7100–7110)'],
	['molenbeek jean', 'fr', 'Molenbeek-Saint-Jean (1080)'],
	['St. Vith', 'de', 'Sankt Vith (4780–4783)'],
	['Laeken', 'fr', 'Bruxelles (Laeken)'],
	['Laken', 'nl', 'Brussel (Laken)'],
	['Haren', 'fr', 'Bruxelles (Haren)'],
	['Neder-over-Heembeek', 'fr', 'Bruxelles (Neder-Over-Heembeek)'],
	['Ensival', 'fr', 'Verviers (Ensival · 4800)'],
	['Borgloon', 'nl', 'Tongeren-Borgloon (Borgloon · 3840)'],
	['charlroi', 'fr', 'Charleroi (6000–6061)'],
	['molenbek', 'fr', 'Molenbeek-Saint-Jean (1080)'],
] as const)('%s (%s) finds %s first', (query, language, first) => {
	expect(show(query, language)[0]).toBe(first);
});

test('a name that is known is not answered with names that merely look alike', () => {
	expect(show('Bruxelles')).toEqual(['Bruxelles (1000–1130)']);
	expect(show('Bruxelle')).toEqual(['Bruxelles (1000–1130)', 'Antoing (Bruyelle · 7641)']);
});

test('a name that two communes bear finds both, that of the language of the place first', () => {
	expect(show('Saint-Nicolas')).toEqual(['Saint-Nicolas (4420)', 'Saint-Nicolas (9100–9112)']);
	expect(findPlaces('Saint-Nicolas', 'nl').map(({ name }) => name)).toEqual(['Saint-Nicolas', 'Sint-Niklaas']);
});

test.each([
	['1050', ['Ixelles (1050)', 'Bruxelles (1000–1130)']],
	['1040', ['Etterbeek (1040)', 'Bruxelles (1000–1130)']],
	['1060', ['Saint-Gilles (1060)', 'Bruxelles (1000–1130)']],
	['105', ['Ixelles (1050)', 'Bruxelles (1000–1130)']],
	['4000', ['Liège (4000–4032)']],
	['7641', ['Antoing (Bruyelle · 7641)']],
	['4800 Verviers', ['Verviers (4800–4802)']],
	['Bruxelles 1050', ['Bruxelles (1000–1130)', 'Ixelles (1050)']],
	['3668', []],
	['40000', []],
])('%s is taken as a postal code: %j', (query, found) => {
	expect(show(query)).toEqual(found);
});

test('a code that does not exist beside a name is passed over', () => {
	expect(show('Verviers 4899')[0]).toBe('Verviers (4800–4802)');
});

test('"sin" already finds what "Sint" finds, and an unfinished "s/" what "sur" finds', () => {
	expect(findPlaces('sin', 'nl')[0]?.name).toBe('Sint-Niklaas');
	expect(show('mont s')[0]).toBe('Mont-Saint-Guibert (1435)');
	expect(show('Ham s/Heure')[0]).toBe('Ham-sur-Heure-Nalinnes (Ham-sur-Heure · 6120)');
});

test.each(['', ' ', '---', '\u0000', '🏠', 'qqqqqqqqqq', 'x'.repeat(longestQuery + 1)])('%j finds nothing', (query) => {
	expect(findPlaces(query, 'fr')).toEqual([]);
});

test('a whole name that only one commune bears is that place; an unfinished or shared one is not', () => {
	expect(isSamePlace('liege', findPlaces('liege', 'fr'))).toBe(true);
	expect(isSamePlace('Ensival', findPlaces('Ensival', 'fr'))).toBe(true);
	expect(isSamePlace('Lièg', findPlaces('Lièg', 'fr'))).toBe(false);
	expect(isSamePlace('Saint-Nicolas', findPlaces('Saint-Nicolas', 'fr'))).toBe(false);
	expect(isSamePlace('Forest', findPlaces('Forest', 'fr'))).toBe(false);
	expect(isSamePlace('', [])).toBe(false);
});

test('a commune is known by its NIS code in every language, with all its postal codes', () => {
	expect(findCommune('63079', 'nl')).toEqual({
		nis: '63079',
		name: 'Verviers',
		hint: '4800–4802',
		postalCodes: ['4800', '4801', '4802'],
	});
	expect(findCommune('60000', 'fr')).toBeUndefined();
	expect(() => getPlace('99999', 'fr')).toThrow('There is no commune 99999.');
});

test('every area has a name in every language, and a lineage', () => {
	expect(nameArea('60000', 'nl')).toBe('Provincie Luik');
	expect(nameArea('dg', 'de')).toBe('Deutschsprachige Gemeinschaft');
	expect(nameArea('57081', 'de')).toBe('Tournai');
	expect([isArea('04000'), isArea('21012'), isArea('99999')]).toEqual([true, true, false]);
	expect(getLineage('21012')).toEqual(['21012', '21000', '04000', 'fwb', '01000']);
});

test('the communes are listed by province, Brussels by itself, in alphabetical order', () => {
	const groups = listCommunes('fr');
	expect(groups).toHaveLength(11);
	expect(groups.flatMap((group) => group.communes)).toHaveLength(565);
	expect(groups[0]).toMatchObject({ code: '04000', region: 'Région de Bruxelles-Capitale' });
	const liege = groups.find(({ code }) => code === '60000');
	expect(liege).toMatchObject({ name: 'Province de Liège', region: 'Wallonie' });
	expect(liege?.communes[0]).toEqual({
		nis: '61003',
		name: 'Amay',
		hint: '4540',
		arrondissement: 'Arrondissement de Huy',
	});
	const names = listCommunes('de').flatMap((group) => group.communes.map(({ name }) => name));
	expect(names.indexOf('Lüttich')).toBeGreaterThan(names.indexOf('Lontzen'));
});
