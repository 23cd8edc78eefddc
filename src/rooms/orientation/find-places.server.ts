import { localeOf, type Language } from '#house/language/language.ts';
import type { Place } from './place.ts';
import { findCentre, measureMetres } from './private/distance.ts';
import { groupCommunes, toPlace, type CommuneGroup } from './private/group-communes.ts';
import { buildPlaceIndex, type Commune, type PlaceIndex } from './private/place-index.ts';
import { findNamesakes, searchPlaces } from './private/search-places.ts';

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

/** The areas wider than a commune that a public entity may stand for, the widest first. */
export function listWiderAreas(language: Language): { code: string; name: string }[] {
	const { compare } = new Intl.Collator(localeOf(language));
	return widerKinds.flatMap((kind) =>
		[...getIndex().areas.values()]
			.filter((area) => area.kind === kind)
			.map(({ code, names }) => ({ code, name: names[language] }))
			.sort((a, b) => compare(a.name, b.name)),
	);
}

const widerKinds = ['country', 'community', 'region', 'province'] as const;

/** Where every commune is, in degrees, with the areas it belongs to. */
export function listCommunePositions(): { nis: string; lineage: string[]; latitude: number; longitude: number }[] {
	return [...getIndex().communes.values()].flatMap(({ code, lineage, position }) =>
		position === undefined ? [] : [{ nis: code, lineage, ...position }],
	);
}

/** Every commune, by region and province, in the alphabetical order of the language. */
export function listCommunes(language: Language): CommuneGroup[] {
	return (listed[language] ??= groupCommunes(getIndex(), language));
}

function getArea(code: string) {
	const area = getIndex().areas.get(code);
	if (area === undefined) throw new Error(`There is no area ${code}.`);
	return area;
}

/** The names of the localities and communes of a postal code, in every language; none before openPlaces() was called. */
export function listTownNames(postalCode: string): string[] {
	if (directory === undefined) return [];
	const communes = getIndex().byPostalCode.get(postalCode) ?? [];
	return communes.flatMap(({ localities, names }) => [
		...localities.filter((each) => each.postalCode === postalCode).flatMap((each) => Object.values(each.names)),
		...Object.values(names),
	]);
}
