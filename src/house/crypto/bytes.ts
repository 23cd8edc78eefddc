import { concatBytes, randomBytes, utf8ToBytes } from '@noble/hashes/utils.js';

export { concatBytes, randomBytes, utf8ToBytes };

/** How many bytes every symmetric key has. */
export const KEY_BYTES = 32;

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const letters = Uint8Array.from(alphabet, (letter) => letter.charCodeAt(0));
const NO_LETTER = 64;
/** What six bits each letter stands for, by its code. */
const sextets = new Uint8Array(128).fill(NO_LETTER);
for (const [sextet, letter] of letters.entries()) sextets[letter] = sextet;
const ascii = new TextDecoder();

/** Base64 with the alphabet for addresses, without padding (RFC 4648, section 5). */
export function toBase64(bytes: Uint8Array): string {
	const text = new Uint8Array(Math.ceil((bytes.length * 4) / 3));
	let [held, bits, end] = [0, 0, 0];
	for (const byte of bytes) {
		held = ((held & 0x3f) << 8) | byte;
		for (bits += 8; bits >= 6; bits -= 6) text[end++] = letters[(held >> (bits - 6)) & 0x3f] ?? 0;
	}
	if (bits > 0) text[end] = letters[(held << (6 - bits)) & 0x3f] ?? 0;
	return ascii.decode(text);
}

/**
 * By a table: a list has thousands of sealed lines, and `atob` with its checks took longer than opening them.
 * @throws {TypeError} when the text is not written as `toBase64` writes it
 */
export function fromBase64(text: string): Uint8Array {
	if (text.length % 4 === 1) throw new TypeError('not base64 without padding');
	const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
	let [held, bits, end] = [0, 0, 0];
	for (let index = 0; index < text.length; index++) {
		const sextet = sextets[text.charCodeAt(index)] ?? NO_LETTER;
		if (sextet === NO_LETTER) throw new TypeError('not base64 without padding');
		held = (held << 6) | sextet;
		bits += 6;
		if (bits < 8) continue;
		bits -= 8;
		bytes[end++] = held >> bits;
		held &= (1 << bits) - 1;
	}
	if (held !== 0) throw new TypeError('base64 with bits left over');
	return bytes;
}

/** @throws {TypeError} when the bytes are not UTF-8 */
export function bytesToUtf8(bytes: Uint8Array): string {
	return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
}

/** Compares without telling by its time where two values differ. */
export function equalBytes(one: Uint8Array, other: Uint8Array): boolean {
	let difference = one.length ^ other.length;
	for (let index = 0; index < one.length; index++) difference |= (one[index] ?? 0) ^ (other[index] ?? 0);
	return difference === 0;
}
