import type { Language } from '#house/language/language.ts';
import de from '../../messages/de.json' with { type: 'json' };
import en from '../../messages/en.json' with { type: 'json' };
import fr from '../../messages/fr.json' with { type: 'json' };
import nl from '../../messages/nl.json' with { type: 'json' };
import type { HsdsObject, Json } from '../../hsds.ts';
import { audiences, needs, type Audience, type Need } from '../../service.ts';
import { partId } from '../../part-id.ts';

/** The words of pages as they are written, not compiled: what is loaded at the first start comes before the first build. */
export const words = { fr, nl, de, en };
type Names = Record<Language, string>;

const taxonomies = {
	audience: {
		fr: 'Pour qui',
		nl: 'Voor wie',
		de: 'Für wen',
		en: 'For whom',
	},
	need: {
		fr: 'Pour quoi',
		nl: 'Waarvoor',
		de: 'Wofür',
		en: 'For what',
	},
} as const satisfies Record<string, Names>;
const descriptions = {
	audience: 'À qui un service s’adresse.',
	need: 'Ce pour quoi on peut venir.',
};
type TaxonomyCode = keyof typeof taxonomies;

export function listTaxonomies(): HsdsObject[] {
	return [describeTaxonomy('audience'), describeTaxonomy('need')];
}

export function listTaxonomyTerms(): HsdsObject[] {
	return [...audiences.map(describeAudience), ...needs.map(describeNeed)];
}

/** Which of our own terms are among these ids. */
export function listTermIds(ids: (Json | undefined)[]): { audiences: Audience[]; needs: Need[] } {
	const given = new Set(ids.map((id) => (typeof id === 'string' ? id.toLowerCase() : '')));
	return {
		audiences: audiences.filter((code) => given.has(describeAudience(code).id)),
		needs: needs.filter((code) => given.has(describeNeed(code).id)),
	};
}

export function describeAudience(audience: Audience): HsdsObject {
	return describeTerm('audience', audience, (language) => words[language][`serves_${audience}`]);
}

export function describeNeed(need: Need): HsdsObject {
	return describeTerm('need', need, (language) => words[language][`need_${need}`]);
}

function describeTaxonomy(code: TaxonomyCode): HsdsObject {
	const names = taxonomies[code];
	return {
		id: partId('taxonomy', code),
		name: names.fr,
		description: descriptions[code],
		version: '1',
		x_be_code: code,
		x_be_names: names,
	};
}

const described = new Map<string, HsdsObject>();

/** Each once: there are few, and every service names some of them. */
function describeTerm(taxonomy: TaxonomyCode, code: string, nameIn: (language: Language) => string): HsdsObject {
	const known = described.get(`${taxonomy} ${code}`);
	if (known !== undefined) return known;
	const term = writeTerm(taxonomy, code, nameIn);
	described.set(`${taxonomy} ${code}`, term);
	return term;
}

function writeTerm(taxonomy: TaxonomyCode, code: string, nameIn: (language: Language) => string): HsdsObject {
	const names = { fr: nameIn('fr'), nl: nameIn('nl'), de: nameIn('de'), en: nameIn('en') };
	return {
		id: partId('taxonomy_term', taxonomy, code),
		code,
		name: names.fr,
		description: `${taxonomies[taxonomy].fr} : ${names.fr}`,
		taxonomy: taxonomies[taxonomy].fr,
		taxonomy_detail: describeTaxonomy(taxonomy),
		language: 'fr',
		taxonomy_id: partId('taxonomy', taxonomy),
		x_be_names: names,
	};
}
