import { audiences, needs } from '#rooms/directory/service.ts';
import type { Audience, ListedService, Need } from '#rooms/directory/service.ts';

/** What a person has told so far. In an address the audience and the need are short codes that say nothing to whoever reads the history. */
export type Request = {
	audience: Audience | undefined;
	need: Need | undefined;
	place: string | undefined;
	language: string | undefined;
	page: number;
};

/** Why an address can't be answered. A person sees one page for all of them: nobody types such an address. */
export type RequestRefusal =
	'repeated' | 'unknown_audience' | 'unknown_need' | 'unknown_place' | 'unknown_language' | 'unknown_page';

/** How near a service is: its territory is the commune itself, or one that contains it. */
export type Nearness = 'commune' | 'arrondissement' | 'province' | 'region' | 'community' | 'country';

/** How wide a territory is, by its code: NIS codes are built so, and the communities have none. */
export function nearnessOf(code: string): Nearness {
	if (code === 'fwb' || code === 'dg') {
		return 'community';
	}
	if (code.startsWith('0')) {
		return code === '01000' ? 'country' : 'region';
	}
	if (code.endsWith('0000') || code === '20001' || code === '20002') {
		return 'province';
	}
	return code.endsWith('000') ? 'arrondissement' : 'commune';
}

/** A service found for a request, with the territory it was found by. `nearness` is undefined for the central Réseau. */
export type FoundService = ListedService & { nearness: Nearness | undefined; areaCode: string; stated: boolean };

/** The answer to a request: local first, then wider; the central Réseau always. */
export type Orientation = { found: FoundService[]; central: FoundService[]; hasMore: boolean };

/** The place of someone who prefers not to name one: the whole country. */
export const anywhere = '01000';

export const servicesPerPage = 25;
const lastPage = 400;

export function codeOfAudience(audience: Audience): string {
	return String(audiences.indexOf(audience) + 1);
}

export function codeOfNeed(need: Need): string {
	return String(needs.indexOf(need) + 1);
}

function byCode<Code extends string>(codes: readonly Code[], text: string): Code | undefined {
	return /^[1-9][0-9]?$/.test(text) ? codes[Number(text) - 1] : undefined;
}

// A language without script or region; longer tags are nobody's spoken language here.
const languageTag = /^[a-z]{2,3}$/;
const areaCode = /^[0-9]{5}$/;

/** Reads the query string of an orientation page: `a`udience, `n`eed, `p`lace (NIS code), spoken `l`anguage, page `s`. */
export function readRequest(
	query: URLSearchParams,
	isPlace: (code: string) => boolean,
): Request | { refused: RequestRefusal } {
	const given = (name: string) => query.get(name) || undefined;
	if (['a', 'n', 'p', 'l', 's', 'q'].some((name) => query.getAll(name).length > 1)) {
		return { refused: 'repeated' };
	}
	const [a, n, place, language, page] = [given('a'), given('n'), given('p'), given('l'), given('s') ?? '1'];
	const audience = a === undefined ? undefined : byCode(audiences, a);
	const need = n === undefined ? undefined : byCode(needs, n);
	if (a !== undefined && audience === undefined) {
		return { refused: 'unknown_audience' };
	}
	if (n !== undefined && need === undefined) {
		return { refused: 'unknown_need' };
	}
	if (place !== undefined && !(areaCode.test(place) && isPlace(place))) {
		return { refused: 'unknown_place' };
	}
	if (language !== undefined && !languageTag.test(language)) {
		return { refused: 'unknown_language' };
	}
	if (!/^[1-9][0-9]{0,2}$/.test(page) || Number(page) > lastPage) {
		return { refused: 'unknown_page' };
	}
	return { audience, need, place, language, page: Number(page) };
}

/** The query string of a request, `?a=2&n=3&p=63079`, always in this order. */
export function writeRequest(request: Partial<Request>): string {
	const query = new URLSearchParams();
	if (request.audience) query.set('a', codeOfAudience(request.audience));
	if (request.need) query.set('n', codeOfNeed(request.need));
	if (request.place) query.set('p', request.place);
	if (request.language) query.set('l', request.language);
	if (request.page && request.page > 1) query.set('s', String(request.page));
	return query.size === 0 ? '' : `?${query}`;
}

const firstNeeds: Record<Audience, Need[]> = {
	person: ['listen', 'support_personal', 'step_away', 'online', 'discrimination'],
	relative: ['listen', 'support_relative', 'understand', 'online', 'school'],
	professional: ['advice', 'school', 'training', 'understand', 'online'],
	public: ['understand', 'online', 'discrimination', 'listen', 'training'],
};

/** Every need, the likeliest of an audience first. */
export function listNeeds(audience: Audience): Need[] {
	const first = firstNeeds[audience];
	return [...first, ...needs.filter((need) => !first.includes(need))];
}

const stepPath = { audience: '', before: '/before', need: '/need', place: '/place', results: '/results' } as const;
type Step = keyof typeof stepPath;

/** The first question still open. The page about quick exit comes right after the first answer of someone it may protect. */
function findStep(request: Partial<Request>, answered: Step | undefined): Step {
	if (request.audience === undefined) {
		return 'audience';
	}
	if (answered === 'audience' && (request.audience === 'person' || request.audience === 'relative')) {
		return 'before';
	}
	if (request.need === undefined) {
		return 'need';
	}
	return request.place === undefined ? 'place' : 'results';
}

/** Where a request goes on, without the language: `/orientation/need?a=2`. */
export function nextStep(request: Partial<Request>, answered?: Step): string {
	return `/orientation${stepPath[findStep(request, answered)]}${writeRequest(request)}`;
}

/** The languages offered beside a list, by their own names; any other one may stand in the address. */
export const spokenLanguages = {
	fr: 'Français',
	nl: 'Nederlands',
	de: 'Deutsch',
	en: 'English',
	ar: 'العربية',
	tr: 'Türkçe',
	es: 'Español',
	it: 'Italiano',
};
