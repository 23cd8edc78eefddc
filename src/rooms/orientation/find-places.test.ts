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
	['St-Josse', 'fr', 'Saint-Josse-ten-Noode (1210)'],
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
	['1050', ['Ixelles (1050)', 'Bruxelles (1050)']],
	['1040', ['Etterbeek (1040)', 'Bruxelles (1040)']],
	['1060', ['Saint-Gilles (1060)', 'Bruxelles (1060)']],
	['105', ['Ixelles (1050)', 'Bruxelles (1000–1130)']],
	['100', ['Bruxelles (1000–1130)']],
	['4000', ['Liège (4000)']],
	['7641', ['Antoing (Bruyelle · 7641)']],
	['4800 Verviers', ['Verviers (4800)']],
	['4800 Ensival', ['Verviers (Ensival · 4800)']],
	['Bruxelles 1050', ['Bruxelles (1050)', 'Ixelles (1050)']],
	['1050 brux', ['Bruxelles (1050)', 'Ixelles (1050)']],
	["chaussée d'Ixelles 12, 1050 Bruxelles", ['Bruxelles (1050)', 'Ixelles (1050)']],
	["rue d'Ensival 12, 4800 Verviers", ['Verviers (4800)']],
	['rue de la Loi 16 1000 Bruxelles', ['Bruxelles (1000)']],
	['Chaussée de Waterloo 1410, 1180 Uccle, Belgique', ['Uccle (1180)']],
	['3668', []],
	['40000', []],
])('%s is taken as a postal code: %j', (query, found) => {
	expect(show(query)).toEqual(found);
});

test('a code of an institution finds its commune, but is not told as one of its codes', () => {
	expect(show('1035')).toEqual(['Schaerbeek (1035)']);
	expect(show('1047')).toEqual(['Bruxelles (1047)']);
	expect(getPlace('21015', 'fr')).toMatchObject({ hint: '1030', postalCodes: ['1030'] });
	expect(getPlace('21004', 'fr').postalCodes).toEqual(['1000', '1020', '1040', '1050', '1060', '1120', '1130']);
});

test('a code that does not exist, or the number of a house, is passed over beside a name', () => {
	expect(show('Verviers 4899')[0]).toBe('Verviers (4800–4802)');
	expect(show('Verviers 16')[0]).toBe('Verviers (4800–4802)');
});

test.each([
	['Bxl', 'Bruxelles (Bxl)'],
	['1000 Bxl', 'Bruxelles (1000)'],
	['B-1050', 'Ixelles (1050)'],
	['B-1050 Ixelles', 'Ixelles (1050)'],
])('what is written on envelopes is understood: %s', (typed, first) => {
	expect(show(typed)[0]).toBe(first);
});

test('the end of an address without a code is the place, its beginning may be', () => {
	expect(show('rue de la Loi 16, Bruxelles')).toEqual(['Bruxelles (1000–1130)']);
	expect(show('Verviers, rue du Palais')).toEqual(['Verviers (4800–4802)']);
	expect(show('rue de Bruxelles 12, Qqqq')).toEqual([]);
});

test.each(['verviers, belgique', 'Verviers (België)', 'Belgien Verviers', 'Verviers Belgium'])(
	'the name of the country says nothing: %s',
	(typed) => {
		expect(show(typed)[0]).toBe('Verviers (4800–4802)');
		expect(isSamePlace(typed, findPlaces(typed, 'fr'))).toBe(true);
	},
);

test('communes whose own name begins as typed come before a locality of that name', () => {
	expect(show('ver').slice(0, 3)).toEqual(['Verlaine (4537)', 'Verviers (4800–4802)', 'Houyet (Ver · 5562)']);
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

test.each([
	['fr', ['Région de Bruxelles-Capitale', 'Wallonie', 'Région flamande']],
	['nl', ['Brussels Hoofdstedelijk Gewest', 'Vlaams Gewest', 'Wallonië']],
	['de', ['Wallonien', 'Region Brüssel-Hauptstadt', 'Flämische Region']],
	['en', ['Brussels-Capital Region', 'Wallonia', 'Flemish Region']],
] as const)('in %s the regions stand in the order %j', (language, regions) => {
	expect([...new Set(listCommunes(language).map(({ region }) => region))]).toEqual(regions);
});

test('in German the province of the German-speaking communes comes first', () => {
	const [first, second] = listCommunes('de').map(({ name }) => name);
	expect([first, second]).toEqual(['Provinz Lüttich', 'Hennegau']);
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
