import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes, KEY_BYTES, randomBytes, utf8ToBytes } from './bytes.ts';
import { canonical } from './canonical.ts';
import { pad, unpad } from './pad.ts';

/**
 * Where something sealed belongs. It is authenticated with the content: what stands in another place, or in another version, does not open.
 * `container` is what has the key (a request, a team's epoch), `object` the one thing sealed in it.
 */
export interface Place {
	kind: string;
	organisation: string;
	team: string;
	container: string;
	object: string;
	version: number;
}

/** It cannot be opened: wrong key, altered, moved, or not ours. Which of them is not told. */
export class CannotOpen extends Error {
	override name = 'CannotOpen';
}

const FORMAT = 1;
const NONCE_BYTES = 24;
const TAG_BYTES = 16;

/**
 * Seals a content for one place: XChaCha20-Poly1305 under HKDF-SHA256(container's key, object), padded.
 * The result: one byte of format, 24 bytes of nonce, the ciphertext with its tag.
 */
export function seal(key: Uint8Array, place: Place, content: Uint8Array): Uint8Array {
	const nonce = randomBytes(NONCE_BYTES);
	return concatBytes(Uint8Array.of(FORMAT), nonce, cipher(key, place, nonce).encrypt(pad(content)));
}

/** @throws {CannotOpen} */
export function open(key: Uint8Array, place: Place, sealed: Uint8Array): Uint8Array {
	const content = unpad(decrypt(key, place, sealed));
	if (content === undefined) throw new CannotOpen('The content is not padded as it should be.');
	return content;
}

function decrypt(key: Uint8Array, place: Place, sealed: Uint8Array): Uint8Array {
	if (sealed[0] !== FORMAT || sealed.length < 1 + NONCE_BYTES + TAG_BYTES) {
		throw new CannotOpen('This is not of a format known here.');
	}
	const nonce = sealed.subarray(1, 1 + NONCE_BYTES);
	const opening = cipher(key, place, nonce);
	try {
		return opening.decrypt(sealed.subarray(1 + NONCE_BYTES));
	} catch {
		throw new CannotOpen('It does not open with this key in this place.');
	}
}

function cipher(key: Uint8Array, place: Place, nonce: Uint8Array) {
	if (key.length !== KEY_BYTES) throw new TypeError(`a key has ${KEY_BYTES} bytes`);
	const objectKey = hkdf(sha256, key, undefined, utf8ToBytes(`maillage object ${place.object}`), KEY_BYTES);
	return xchacha20poly1305(objectKey, nonce, additionalData(place));
}

/** Canonical JSON of `{v, kind, organisation, team, container, object, version}`. */
export function additionalData({ kind, organisation, team, container, object, version }: Place): Uint8Array {
	return utf8ToBytes(canonical({ v: FORMAT, kind, organisation, team, container, object, version }));
}
