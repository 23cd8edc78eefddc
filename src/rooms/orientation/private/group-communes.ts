import { localeOf, type Language } from '#house/language/language.ts';
import type { Place } from '../place.ts';
import type { Commune, PlaceIndex } from './place-index.ts';

/** The communes of a province, or of the region of Brussels, which has none. */
export interface CommuneGroup {
	code: string;
	name: string;
	region: string;
	communes: (Place & { arrondissement: string })[];
}

/** What readers of a language look for first. For German that is the province of the German-speaking communes. */
const areasInOrder: Record<Language, string[]> = {
	fr: ['04000', '03000', '02000'],
	nl: ['04000', '02000', '03000'],
	de: ['60000', '03000', '04000', '02000'],
	en: ['04000', '03000', '02000'],
};

/** Every commune, by region and province, in the alphabetical order of the language. */
export function groupCommunes({ communes, areas }: PlaceIndex, language: Language): CommuneGroup[] {
	const { compare } = new Intl.Collator(localeOf(language));
	const nameOf = (code: string) => areas.get(code)?.names[language] ?? code;
	const find = (lineage: string[], kind: string) => lineage.find((code) => areas.get(code)?.kind === kind);
	const lineageOf = (code: string) => areas.get(code)?.lineage ?? [];
	const order = (code: string) => areasInOrder[language].findIndex((area) => lineageOf(code).includes(area));
	const groups = Map.groupBy(
		communes.values(),
		({ lineage }) => find(lineage, 'province') ?? find(lineage, 'region') ?? '',
	);
	return [...groups]
		.map(([code, members]) => ({
			code,
			name: nameOf(code),
			region: nameOf(find(lineageOf(code), 'region') ?? ''),
			communes: members
				.map((commune) => ({
					...toPlace(commune, language),
					arrondissement: nameOf(commune.lineage[1] ?? commune.code),
				}))
				.sort((a, b) => compare(a.name, b.name)),
		}))
		.sort((a, b) => order(a.code) - order(b.code) || compare(a.name, b.name));
}

export function toPlace(commune: Commune, language: Language): Place {
	return { nis: commune.code, name: commune.names[language], hint: commune.range };
}
