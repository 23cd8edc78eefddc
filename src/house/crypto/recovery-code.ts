import { sha256 } from '@noble/hashes/sha2.js';
import { randomBytes, utf8ToBytes } from './bytes.ts';
import { foldCharacters } from './receipt.ts';

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const SECRET_LENGTH = 22;
const CHECK_LENGTH = 2;

/** To be printed and put away: six groups of four characters; 110 bits, and two characters by which a slip of the pen is noticed. */
export function makeRecoveryCode(): string {
	const secret = Array.from(randomBytes(SECRET_LENGTH), (byte) => alphabet[byte % 32]).join('');
	return inGroups(secret + checkOf(secret));
}

/** The code as it was made, however it was typed. Undefined when something is missing or mistyped. */
export function readRecoveryCode(typed: string): string | undefined {
	const text = foldCharacters(typed);
	const secret = text.slice(0, SECRET_LENGTH);
	const isWhole = text.length === SECRET_LENGTH + CHECK_LENGTH && text.slice(SECRET_LENGTH) === checkOf(secret);
	return isWhole ? inGroups(text) : undefined;
}

function inGroups(text: string): string {
	return (text.match(/.{4}/g) ?? []).join(' ');
}

function checkOf(text: string): string {
	const [first = 0, second = 0] = sha256(utf8ToBytes(`maillage recovery code ${text}`));
	return `${alphabet[first % 32]}${alphabet[second % 32]}`;
}
