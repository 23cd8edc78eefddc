/** A commune found for what someone typed. `hint` tells it from its namesakes: its postal codes, or the locality that was typed. */
export type Place = { nis: string; name: string; hint: string };

/** Why a text is not looked up; each has its text in every language. */
export type PlaceRefusal = 'empty' | 'too_long' | 'unreadable';

export const longestQuery = 80;

const longestQuote = 30;

/** What was typed, as a sentence or a heading may repeat it: a whole address would fill the screen. */
export function quotePlace(text: string): string {
	const letters = [...text];
	return letters.length > longestQuote ? `${letters.slice(0, longestQuote).join('').trimEnd()}…` : text;
}

/** What to read first and what tells it apart: "Verviers, 4800–4802", but "Ensival, Verviers, 4800" for a locality. */
export function describePlace({ name, hint }: Place): { title: string; detail: string } {
	if (/^[0-9]/.test(hint)) return { title: name, detail: hint };
	const [locality = '', ...code] = hint.split(' · ');
	return { title: locality, detail: [name, ...code].join(', ') };
}

/** Control characters, the mark of a failed decoding, and halves of a character pair. */
const unreadable = /[\p{Cc}\uFFFD\p{Cs}]/u;

export function readPlaceQuery(text: string | null): { query: string } | { refused: PlaceRefusal } {
	const query = (text ?? '').trim();
	if (query === '') return { refused: 'empty' };
	if (query.length > longestQuery) return { refused: 'too_long' };
	if (unreadable.test(query)) return { refused: 'unreadable' };
	return { query };
}

const sameWords: Record<string, string> = {
	st: 'saint',
	ste: 'saint',
	sainte: 'saint',
	sint: 'saint',
	sinte: 'saint',
	sankt: 'saint',
	lez: 'les',
	s: 'sur',
};

/** What people type, without what they leave out or write in several ways: accents, case, hyphens, apostrophes, "St" for "Saint". */
export function normalisePlace(text: string): string {
	return spellOut(text)
		.split(' ')
		.map((word) => sameWords[word] ?? word)
		.join(' ');
}

/** The same, with the words as they are: "sint" begins with "sin", which is how far someone may have typed. */
export function spellOut(text: string): string {
	return text
		.toLowerCase()
		.replaceAll('ß', 'ss')
		.replaceAll('œ', 'oe')
		.replaceAll('æ', 'ae')
		.normalize('NFD')
		.replaceAll(/\p{M}+/gu, '')
		.replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
		.trim();
}
