import { audiences, needs } from '#rooms/directory/service.ts';
import type { Audience, Need } from '#rooms/directory/service.ts';
import { codeOfAudience, codeOfNeed, spokenLanguages } from './orientation.ts';
import { languages } from '#house/language/language.ts';

/** A language of the texts (`text-fr`) or one that is spoken (`spoken-ar`). */
export const tongues = [
	...languages.map((code) => `text-${code}` as const),
	// Object.keys cannot know the keys of a literal.
	...(Object.keys(spokenLanguages) as (keyof typeof spokenLanguages)[]).map((code) => `spoken-${code}` as const),
];
export type Tongue = (typeof tongues)[number];

/** What is looked at; what is undefined is everything. */
export interface GapFilter {
	need: Need | undefined;
	audience: Audience | undefined;
	tongue: Tongue | undefined;
	/** A province, the region of Brussels or an arrondissement. */
	area: string | undefined;
	sort: 'missing' | 'name';
	page: number;
}

/** Reads an address: need `n`, audience `a`, language `l`, area `p`, order `o`, page `s`, with the codes of the orientation. What means nothing is everything. */
export function readGapFilter(query: URLSearchParams, isArea: (code: string) => boolean): GapFilter {
	const area = query.get('p') ?? '';
	const page = query.get('s') ?? '';
	return {
		need: needs.find((need) => codeOfNeed(need) === query.get('n')),
		audience: audiences.find((audience) => codeOfAudience(audience) === query.get('a')),
		tongue: tongues.find((tongue) => tongue === query.get('l')),
		area: isArea(area) ? area : undefined,
		sort: query.get('o') === 'name' ? 'name' : 'missing',
		page: /^[1-9][0-9]?$/.test(page) ? Number(page) : 1,
	};
}

export function writeGapFilter(filter: Partial<GapFilter>): string {
	const query = new URLSearchParams();
	if (filter.need) query.set('n', codeOfNeed(filter.need));
	if (filter.audience) query.set('a', codeOfAudience(filter.audience));
	if (filter.tongue) query.set('l', filter.tongue);
	if (filter.area) query.set('p', filter.area);
	if (filter.sort === 'name') query.set('o', 'name');
	if (filter.page !== undefined && filter.page > 1) query.set('s', String(filter.page));
	return query.size === 0 ? '' : `?${query}`;
}

/** A commune, and how many local services answer each need there. A need that is not in it: none. */
export interface CommuneAnswers {
	nis: string;
	name: string;
	province: string;
	arrondissement: string;
	answers: Map<Need, number>;
}

/** How a commune stands for the needs that are looked at. */
export const gapLevels = ['none', 'some', 'enough'] as const;
export type GapLevel = (typeof gapLevels)[number];

/** Of one need: nobody, one service, several. Of all: no need is answered, some are, every one is. */
export function levelOf({ answers }: Pick<CommuneAnswers, 'answers'>, need: Need | undefined): GapLevel {
	const [reached, enough] = need === undefined ? [answers.size, needs.length] : [answers.get(need) ?? 0, 2];
	if (reached === 0) return 'none';
	return reached >= enough ? 'enough' : 'some';
}

/** The needs that nobody answers locally, among those looked at. */
export function listMissingNeeds({ answers }: Pick<CommuneAnswers, 'answers'>, need: Need | undefined): Need[] {
	return (need === undefined ? [...needs] : [need]).filter((each) => !answers.has(each));
}
