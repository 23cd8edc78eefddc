import { concatBytes, randomBytes, utf8ToBytes } from '@noble/hashes/utils.js';

export { concatBytes, randomBytes, utf8ToBytes };

/** How many bytes every symmetric key has. */
export const KEY_BYTES = 32;

/** Base64 with the alphabet for addresses, without padding (RFC 4648, section 5). */
export function toBase64(bytes: Uint8Array): string {
	let binary = '';
	// In pieces: a call takes some ten thousand arguments at most.
	for (let start = 0; start < bytes.length; start += 0x2000) {
		binary += String.fromCharCode(...bytes.subarray(start, start + 0x2000));
	}
	return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** @throws {TypeError} when the text is not written as `toBase64` writes it */
export function fromBase64(text: string): Uint8Array {
	if (!/^[A-Za-z0-9_-]*$/.test(text) || text.length % 4 === 1) throw new TypeError('not base64 without padding');
	const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
	const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
	if (toBase64(bytes) !== text) throw new TypeError('base64 with bits left over');
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
