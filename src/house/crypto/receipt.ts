import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes, randomBytes } from './bytes.ts';

/** Crockford's base 32: without I, L, O and U, which are read as others or spell words. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LOCATOR_LENGTH = 6;
const SECRET_LENGTH = 20;
const CHECK_LENGTH = 2;
const WHOLE = LOCATOR_LENGTH + SECRET_LENGTH + CHECK_LENGTH;

/** What a person keeps to come back: `locator` tells the server which request, `secret` (100 bits) stays with the person. */
export interface Receipt {
	locator: string;
	secret: string;
}

export function isLocator(text: string): boolean {
	return new RegExp(`^[${alphabet}]{${LOCATOR_LENGTH}}$`).test(text);
}

/** Six characters, drawn evenly. */
export function makeLocator(): string {
	return makeCharacters(LOCATOR_LENGTH);
}

export function makeReceipt(locator: string): Receipt {
	return { locator, secret: makeCharacters(SECRET_LENGTH) };
}

function makeCharacters(count: number): string {
	return Array.from(randomBytes(count), (byte) => alphabet[byte % 32]).join('');
}

/** Seven groups of four: the locator, the secret, and two characters by which a slip of the pen is noticed. */
export function writeReceipt({ locator, secret }: Receipt): string {
	const text = locator + secret;
	return ((text + checkOf(text)).match(/.{4}/g) ?? []).join(' ');
}

export type ReceiptProblem = 'incomplete' | 'too_long' | 'mistyped';

/** As it was typed: small letters, spaces and hyphens do not matter, O is 0, I and L are 1. */
export function readReceipt(typed: string): Receipt | { problem: ReceiptProblem } {
	const text = foldCharacters(typed);
	if (text.length < WHOLE) return { problem: 'incomplete' };
	if (text.length > WHOLE) return { problem: 'too_long' };
	const content = text.slice(0, -CHECK_LENGTH);
	if ([...content].some((character) => !alphabet.includes(character))) return { problem: 'mistyped' };
	if (checkOf(content) !== text.slice(-CHECK_LENGTH)) return { problem: 'mistyped' };
	return { locator: content.slice(0, LOCATOR_LENGTH), secret: content.slice(LOCATOR_LENGTH) };
}

/** Letters and figures as the alphabet writes them. */
export function foldCharacters(typed: string): string {
	return typed
		.toUpperCase()
		.replaceAll(/[^A-Z0-9]/g, '')
		.replaceAll('O', '0')
		.replaceAll(/[IL]/g, '1');
}

/** Ten bits of SHA-256: of a thousand slips one goes unnoticed. */
function checkOf(text: string): string {
	const [first = 0, second = 0] = sha256(utf8ToBytes(`maillage receipt ${text}`));
	return `${alphabet[first % 32]}${alphabet[second % 32]}`;
}
