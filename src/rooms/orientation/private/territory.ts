import type { Language } from '#house/language/language.ts';
import type { Geography } from '#house/reference/read-geography.ts';
import type { MunicipalityRow } from '#house/reference/read-municipalities.ts';
import type { PostalCodeRow } from '#house/reference/read-postal-codes.ts';

export type Names = Record<Language, string>;

export interface Area {
	code: string;
	kind: 'commune' | 'arrondissement' | 'province' | 'region' | 'community' | 'country';
	names: Names;
	/** This area, then every wider one that contains it, the nearest first. */
	lineage: string[];
	position: { latitude: number; longitude: number } | undefined;
	/** The language of the place itself, which lends its name to languages that have none of their own. */
	ownLanguage: Language;
}

/** The nine communes of the German-speaking Community: article 5 of the laws on the use of languages of 18 July 1966. */
const germanSpeaking = new Set(['63001', '63012', '63013', '63023', '63040', '63048', '63061', '63067', '63087']);

/** Every area of the files, wider ones first, with its names in four languages and its lineage. */
export function listAreas(geography: Geography): Area[] {
	const parents = new Map(geography.areas.map(({ code, parent }) => [code, parent]));
	const wider = geography.areas.map((row): Area => ({
		code: row.code,
		kind: row.kind,
		names: { fr: row.name_fr, nl: row.name_nl, de: row.name_de, en: row.name_en },
		lineage: climb(row.code, parents),
		position: undefined,
		ownLanguage: 'fr',
	}));
	const usual = new Map(geography.aliases.map(({ alias, nis, usual_in }) => [`${nis} ${usual_in}`, alias]));
	return [...wider, ...geography.municipalities.map((row) => toCommune(row, parents, usual))];
}

function toCommune(row: MunicipalityRow, parents: Map<string, string>, usual: Map<string, string>): Area {
	const ownLanguage = ownLanguageOf(row);
	const given = { fr: row.name_fr, nl: row.name_nl, de: row.name_de };
	const own = given[ownLanguage] || row.name_fr;
	const country = climb(row.arrondissement_nis, parents);
	const community = findCommunity(row);
	if (community !== undefined) country.splice(-1, 0, community);
	return {
		code: row.nis,
		kind: 'commune',
		names: { fr: row.name_fr, nl: row.name_nl, de: row.name_de || own, en: usual.get(`${row.nis} en`) ?? own },
		lineage: [row.nis, ...country],
		position: { latitude: row.lat, longitude: row.lon },
		ownLanguage,
	};
}

function climb(code: string, parents: Map<string, string>): string[] {
	const parent = parents.get(code) ?? '';
	return parent === '' ? [code] : [code, ...climb(parent, parents)];
}

function ownLanguageOf({ nis, region }: MunicipalityRow): 'fr' | 'nl' | 'de' {
	if (germanSpeaking.has(nis)) return 'de';
	return region === 'Région flamande' ? 'nl' : 'fr';
}

/** The institutions of the Federation also serve Brussels; the network has no partner for the Flemish Community. */
function findCommunity({ nis, region }: MunicipalityRow): 'fwb' | 'dg' | undefined {
	if (germanSpeaking.has(nis)) return 'dg';
	return region === 'Région flamande' ? undefined : 'fwb';
}

/** A locality's name in the three languages of the file, an empty one lent by the language of its commune or the first given. */
export function nameLocality(row: PostalCodeRow, ownLanguage: Language): { fr: string; nl: string; de: string } {
	const given = { fr: row.locality_fr, nl: row.locality_nl, de: row.locality_de };
	const own = (ownLanguage === 'en' ? '' : given[ownLanguage]) || given.fr || given.nl || given.de;
	return { fr: given.fr || own, nl: given.nl || own, de: given.de || own };
}
