import { foldWords } from '../fold-words.ts';
import type { TerritoryArea } from '../published.ts';
import { listFields, listTexts, readWords, type Fields } from './values.ts';

/** The country as an import needs it: areas by code and by name, communes by postal code. */
export interface Gazetteer {
	areas: Map<string, TerritoryArea>;
	/** By folded name, in any language; a name of several areas is none of them. */
	byName: Map<string, string | undefined>;
	communes: Map<string, string[]>;
}

function foldName(name: string): string {
	return foldWords(name).join(' ');
}

/** The areas a service says it covers, as codes; those nobody here knows in words. */
export function readCoverage(service: Fields, { areas, byName }: Gazetteer): { coverage: string[]; unknown: string[] } {
	const codes = new Set<string>();
	const unknown: string[] = [];
	const add = (code: string | undefined, told: string) => {
		if (code !== undefined && areas.has(code)) codes.add(code);
		else if (told !== '') unknown.push(told);
	};
	for (const code of [...listTexts(service.x_be_nis), ...listTexts(service.x_be_communities)]) add(code, code);
	for (const area of listFields(service.service_areas)) {
		const told = readWords(area.name) || readWords(area.extent);
		const own = readWords(area.x_be_nis) || readWords(area.x_be_community);
		add(own === '' ? (byName.get(foldName(told)) ?? byName.get(foldName(readWords(area.extent)))) : own, told);
	}
	return { coverage: [...codes].toSorted(), unknown };
}

export function nameAreas(areas: Iterable<TerritoryArea>): Gazetteer['byName'] {
	const byName = new Map<string, string | undefined>();
	// A province named as its capital is meant by its own name; a commune goes before an arrondissement of the same name.
	const kinds = ['country', 'community', 'region', 'province', 'commune', 'arrondissement'];
	const ordered = [...areas].toSorted((one, other) => kinds.indexOf(one.kind) - kinds.indexOf(other.kind));
	const kindOf = new Map<string, string>();
	for (const { code, kind, names } of ordered) {
		for (const name of new Set(Object.values(names).map(foldName))) {
			const before = byName.get(name);
			if (!kindOf.has(name)) {
				byName.set(name, code);
				kindOf.set(name, kind);
			} else if (kindOf.get(name) === kind && before !== code) byName.set(name, undefined);
		}
	}
	return byName;
}
