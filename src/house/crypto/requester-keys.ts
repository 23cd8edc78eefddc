import { hkdf } from '@noble/hashes/hkdf.js';
import { scryptAsync } from '@noble/hashes/scrypt.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { KEY_BYTES, utf8ToBytes } from './bytes.ts';
import type { Receipt } from './receipt.ts';

/** scrypt of a receipt: 128 MB and about a second, so that a stolen table cannot be tried by the million. */
export const receiptWork = { N: 2 ** 17, r: 8, p: 1, dkLen: KEY_BYTES } as const;
export const SALT_BYTES = 16;

/** What follows from a receipt and the salt of its request. */
export interface RequesterKeys {
	/** Shown to the server, which keeps only its SHA-256. */
	authentication: Uint8Array;
	/** The request's key is wrapped under it. */
	wrapping: Uint8Array;
	/** Ed25519: what the person writes later is signed with it. */
	signingSeed: Uint8Array;
}

/** @param onProgress is told from 0 to 1 */
export async function deriveRequesterKeys(
	receipt: Receipt,
	salt: Uint8Array,
	onProgress?: (done: number) => void,
): Promise<RequesterKeys> {
	const work = { ...receiptWork, maxmem: 2 ** 28, ...(onProgress && { onProgress }) };
	return splitRequesterKey(await scryptAsync(receiptPassword(receipt), salt, work));
}

/** What scrypt is given: the whole receipt, so that the same secret under another locator is another key. */
export function receiptPassword({ locator, secret }: Receipt): Uint8Array {
	return utf8ToBytes(`maillage receipt ${locator} ${secret}`);
}

/** HKDF-SHA256 of what scrypt gave, with the labels `authentication`, `wrapping` and `signature`. */
export function splitRequesterKey(key: Uint8Array): RequesterKeys {
	const derive = (label: string) => hkdf(sha256, key, undefined, utf8ToBytes(`maillage requester ${label}`), KEY_BYTES);
	return {
		authentication: derive('authentication'),
		wrapping: derive('wrapping'),
		signingSeed: derive('signature'),
	};
}
