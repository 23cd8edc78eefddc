import { ed25519 } from '@noble/curves/ed25519.js';
import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes, KEY_BYTES, utf8ToBytes } from './bytes.ts';
import { additionalData, type Place } from './envelope.ts';

/** The seed of a professional's signature follows from their age identity: who has the one has the other. */
export function deriveSigningSeed(identity: string): Uint8Array {
	return hkdf(sha256, utf8ToBytes(identity), undefined, utf8ToBytes('maillage signature'), KEY_BYTES);
}

/** Ed25519, 32 bytes. */
export function signingKeyOf(seed: Uint8Array): Uint8Array {
	return ed25519.getPublicKey(seed);
}

/** Signs a content for one place (Ed25519, 64 bytes): moved elsewhere, the signature no longer holds. */
export function sign(seed: Uint8Array, place: Place, content: Uint8Array): Uint8Array {
	return ed25519.sign(toSign(place, content), seed);
}

export function isSignedBy(key: Uint8Array, place: Place, { content, signature }: Signed): boolean {
	try {
		return ed25519.verify(signature, toSign(place, content), key);
	} catch {
		return false;
	}
}

interface Signed {
	content: Uint8Array;
	signature: Uint8Array;
}

function toSign(place: Place, content: Uint8Array): Uint8Array {
	return concatBytes(utf8ToBytes('maillage signed\n'), sha256(additionalData(place)), sha256(content));
}
