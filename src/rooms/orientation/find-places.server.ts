import { localeOf, type Language } from '#house/language/language.ts';
import type { Place } from './place.ts';
import { findCentre, measureMetres } from './private/distance.ts';
import { buildPlaceIndex, type Commune, type PlaceIndex } from './private/place-index.ts';
import { findNamesakes, searchPlaces } from './private/search-places.ts';

/** The communes of a province, or of the region of Brussels, which has none. */
export interface CommuneGroup {
	code: string;
	name: string;
	region: string;
	communes: (Place & { arrondissement: string })[];
}

let directory: string | undefined;
let built: PlaceIndex | undefined;
let listed: Partial<Record<Language, CommuneGroup[]>> = {};

/** Says where the reference files are; they are read once, at the first question. */
export function openPlaces(referenceDirectory: string): void {
	directory = referenceDirectory;
	built = undefined;
	listed = {};
}

function getIndex(): PlaceIndex {
	if (directory === undefined)
		throw new Error('The places were asked for before openPlaces() said where their files are.');
	return (built ??= buildPlaceIndex(directory));
}

/** The communes that someone may mean by what they typed, at most ten, best first. */
export function findPlaces(query: string, language: Language): Place[] {
	return searchPlaces(getIndex(), query, language);
}

/** Whether what was typed is the whole name of the first of these places, and of no other in Belgium. */
export function isSamePlace(typed: string, [first]: Place[]): boolean {
	const namesakes = findNamesakes(getIndex(), typed);
	return first !== undefined && namesakes.size === 1 && namesakes.has(first.nis);
}

export type PlaceWithCodes = Place & { postalCodes: string[] };

export function findCommune(nis: string, language: Language): PlaceWithCodes | undefined {
	const commune = getIndex().communes.get(nis);
	return commune && { ...toPlace(commune, language), postalCodes: commune.postalCodes };
}

/** The commune of a NIS code known to be one. */
export function getPlace(nis: string, language: Language): PlaceWithCodes {
	const place = findCommune(nis, language);
	if (place === undefined) throw new Error(`There is no commune ${nis}.`);
	return place;
}

/** Whether a code is that of a commune, the only kind of area a person is at. */
export function isCommune(code: string): boolean {
	return getIndex().communes.has(code);
}

export function isArea(code: string): boolean {
	return getIndex().areas.has(code);
}

/** The area and every wider one that contains it, the nearest first. */
export function getLineage(code: string): string[] {
	return getArea(code).lineage;
}

/** Every area that contains one of the communes of a postal code, these communes first; none for a code that is not in use. */
export function listAreasOfPostalCode(code: string): string[] {
	return [...new Set((getIndex().byPostalCode.get(code) ?? []).flatMap(({ lineage }) => lineage))];
}

/** The postal codes whose communes are at most so many metres away from those of a postal code, itself among them. */
export function listPostalCodesAround(code: string, metres: number): string[] {
	const { byPostalCode } = getIndex();
	const centreOf = (communes: Commune[] = []) => findCentre(communes.flatMap(({ position }) => position ?? []));
	const centre = centreOf(byPostalCode.get(code));
	if (centre === undefined) return [];
	return [...byPostalCode.entries()].flatMap(([other, communes]) => {
		const position = centreOf(communes);
		return position !== undefined && measureMetres(centre, position) <= metres ? [other] : [];
	});
}

export function nameArea(code: string, language: Language): string {
	return getArea(code).names[language];
}

/** Every commune, by region and province, in the alphabetical order of the language. */
export function listCommunes(language: Language): CommuneGroup[] {
	return (listed[language] ??= groupCommunes([...getIndex().communes.values()], language));
}

/** What readers of a language look for first. For German that is the province of the German-speaking communes. */
const areasInOrder: Record<Language, string[]> = {
	fr: ['04000', '03000', '02000'],
	nl: ['04000', '02000', '03000'],
	de: ['60000', '03000', '04000', '02000'],
	en: ['04000', '03000', '02000'],
};

function groupCommunes(communes: Commune[], language: Language): CommuneGroup[] {
	const { compare } = new Intl.Collator(localeOf(language));
	const groups = Map.groupBy(
		communes,
		({ lineage }) => lineage.find((code) => isOfKind(code, 'province')) ?? getRegion(lineage),
	);
	const order = (code: string) => areasInOrder[language].findIndex((area) => getLineage(code).includes(area));
	return [...groups]
		.map(([code, members]) => ({
			code,
			name: nameArea(code, language),
			region: nameArea(getRegion(getLineage(code)), language),
			communes: members
				.map((commune) => ({
					...toPlace(commune, language),
					arrondissement: nameArea(commune.lineage[1] ?? commune.code, language),
				}))
				.sort((a, b) => compare(a.name, b.name)),
		}))
		.sort((a, b) => order(a.code) - order(b.code) || compare(a.name, b.name));
}

function getRegion(lineage: string[]): string {
	const region = lineage.find((code) => isOfKind(code, 'region'));
	if (region === undefined) throw new Error(`The area ${lineage[0]} is in no region.`);
	return region;
}

function isOfKind(code: string, kind: 'province' | 'region'): boolean {
	return getArea(code).kind === kind;
}

function getArea(code: string) {
	const area = getIndex().areas.get(code);
	if (area === undefined) throw new Error(`There is no area ${code}.`);
	return area;
}

function toPlace(commune: Commune, language: Language): Place {
	return { nis: commune.code, name: commune.names[language], hint: commune.range };
}
