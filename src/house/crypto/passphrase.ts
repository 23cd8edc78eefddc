import { randomBytes } from './bytes.ts';

const consonants = ['b', 'd', 'f', 'g', 'k', 'l', 'm', 'n', 'p', 'r', 's', 't', 'v', 'z'];
const vowels = ['a', 'e', 'i', 'o', 'u'];
const WORDS = 6;
const SYLLABLES_A_WORD = 2;

/**
 * Six words of two syllables, such as `luva-moki-tade-sabo-nife-ruza`: 70 syllables to choose from, twelve times; 73 bits. They can be
 * read aloud, written down and typed on any keyboard in the four languages; they mean nothing in any.
 */
export function makePassphrase(): string {
	return Array.from({ length: WORDS }, () => Array.from({ length: SYLLABLES_A_WORD }, makeSyllable).join('')).join('-');
}

function makeSyllable(): string {
	return pick(consonants) + pick(vowels);
}

/** Each with the same chance: a byte that would favour the first ones is drawn anew. */
function pick(letters: readonly string[]): string {
	const end = 256 - (256 % letters.length);
	for (;;) {
		const byte = randomBytes(1)[0] ?? 0;
		if (byte < end) return letters[byte % letters.length] ?? '';
	}
}

/** The same words, however they were typed: capital letters, spaces and hyphens do not count. What one chose oneself stays as it is. */
export function readPassphrase(typed: string): string {
	const letters = typed.toLowerCase().replaceAll(/[\s\-–—]+/g, '');
	const isMade = letters.length === WORDS * SYLLABLES_A_WORD * 2 && /^([bdfgklmnprstvz][aeiou])+$/.test(letters);
	return isMade ? (letters.match(/.{4}/g) ?? []).join('-') : typed.normalize('NFC').trim();
}

export type PassphraseRefusal = 'too_short' | 'too_simple' | 'about_you';

const SHORTEST = 16;
const FEWEST_DIFFERENT = 8;

/** Whether a passphrase that someone chose is strong enough. `about`: their name, address and organisation, which are the first to be tried. */
export function refusePassphrase(chosen: string, about: readonly string[]): PassphraseRefusal | undefined {
	const text = chosen.normalize('NFC').trim().toLowerCase();
	if ([...text].length < SHORTEST) return 'too_short';
	const known = about.flatMap((each) => each.toLowerCase().split(/[^\p{L}\p{N}]+/u)).filter((word) => word.length > 3);
	const rest = known.reduce((left, word) => left.replaceAll(word, ''), text);
	if ([...rest].length < SHORTEST / 2) return 'about_you';
	return new Set(rest).size < FEWEST_DIFFERENT || isRow(rest) ? 'too_simple' : undefined;
}

/** Letters or figures one after the other, as in `abcdefgh`, or something said again and again. */
function isRow(text: string): boolean {
	const codes = [...text].map((character) => character.codePointAt(0) ?? 0);
	const steps = codes.slice(1).filter((code, index) => Math.abs(code - (codes[index] ?? 0)) <= 1).length;
	return steps > codes.length / 2 || /^(.{1,8})\1+$/u.test(text);
}
