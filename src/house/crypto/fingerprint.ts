import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from './bytes.ts';

const GROUPS = 6;

/**
 * A public key in figures that two people read to each other: six groups of five digits, of SHA-256; 99 bits.
 * Figures are read aloud the same way in every language, which words are not.
 */
export function fingerprintOf(recipient: string): string {
	const digest = new DataView(sha256(utf8ToBytes(`maillage fingerprint ${recipient}`)).buffer);
	return Array.from({ length: GROUPS }, (_, group) => {
		const number = digest.getUint32(group * 5) * 256 + digest.getUint8(group * 5 + 4);
		return String(number % 100_000).padStart(5, '0');
	}).join(' ');
}
