import type { Language } from '#house/language/language.ts';

const LONGEST = 500;
const OURS = 'http://maillage.internal';

/** Where to go after signing in: a page of the professionals' side and nothing else, whatever the address asked for. */
export function readReturnPath(wish: string | null | undefined, language: Language): string {
	const start = `/${language}/work`;
	if (wish === null || wish === undefined || wish.length > LONGEST || !URL.canParse(wish, OURS)) return start;
	const { origin, pathname, search } = new URL(wish, OURS);
	// A browser reads "\" as "/": what it would make of the address is what is looked at, and what is given back.
	return wish.startsWith('/') && origin === OURS && /^\/(fr|nl|de|en)\/work(\/|$)/.test(pathname)
		? pathname + search
		: start;
}
