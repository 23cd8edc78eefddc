import { openWithIdentity, sealToRecipients } from '#house/crypto/age-file.ts';
import {
	bytesToUtf8,
	concatBytes,
	fromBase64,
	KEY_BYTES,
	randomBytes,
	toBase64,
	utf8ToBytes,
} from '#house/crypto/bytes.ts';
import { canonical } from '#house/crypto/canonical.ts';
import { additionalData, CannotOpen, open, seal } from '#house/crypto/envelope.ts';
import { placeOfWrap, type RequestScope } from './places.ts';

/** `request` opens what passes between the person and the team; `notes` what the team keeps to itself. 32 bytes each. */
export interface RequestKeys {
	request: Uint8Array;
	notes: Uint8Array;
}

export function makeRequestKey(): Uint8Array {
	return randomBytes(KEY_BYTES);
}

/** Which epoch of the team's key, and the half of it that is needed. */
interface Epoch<Key> {
	epoch: number;
	key: Key;
}

/** Seals a request's key to the team's intake: an age file, which says inside where it belongs. */
export function sealToIntake(requestKey: Uint8Array, scope: RequestScope, to: Epoch<string>): Promise<Uint8Array> {
	const place = toBase64(additionalData(placeOfWrap(scope, 'intake', to.epoch)));
	return sealToRecipients(utf8ToBytes(canonical({ key: toBase64(requestKey), place })), [to.key]);
}

/** @throws {CannotOpen} also when it opens, but belongs to another request */
export async function openFromIntake(file: Uint8Array, scope: RequestScope, from: Epoch<string>): Promise<Uint8Array> {
	const place = toBase64(additionalData(placeOfWrap(scope, 'intake', from.epoch)));
	const content = bytesToUtf8(await openWithIdentity(file, from.key));
	const beginning = '{"key":"';
	const key = fromBase64OrEmpty(content.slice(beginning.length, content.indexOf('"', beginning.length)));
	if (key.length !== KEY_BYTES || content !== canonical({ key: toBase64(key), place })) {
		throw new CannotOpen('The key belongs to another request.');
	}
	return key;
}

function fromBase64OrEmpty(text: string): Uint8Array {
	try {
		return fromBase64(text);
	} catch {
		return new Uint8Array();
	}
}

export function wrapForRequester(requestKey: Uint8Array, scope: RequestScope, wrapping: Uint8Array): Uint8Array {
	return seal(wrapping, placeOfWrap(scope, 'requester', 1), requestKey);
}

/** @throws {CannotOpen} */
export function unwrapForRequester(wrap: Uint8Array, scope: RequestScope, wrapping: Uint8Array): Uint8Array {
	return open(wrapping, placeOfWrap(scope, 'requester', 1), wrap);
}

export function wrapForVault(keys: RequestKeys, scope: RequestScope, to: Epoch<Uint8Array>): Uint8Array {
	return seal(to.key, placeOfWrap(scope, 'vault', to.epoch), concatBytes(keys.request, keys.notes));
}

/** @throws {CannotOpen} */
export function unwrapFromVault(wrap: Uint8Array, scope: RequestScope, from: Epoch<Uint8Array>): RequestKeys {
	const both = open(from.key, placeOfWrap(scope, 'vault', from.epoch), wrap);
	if (both.length !== 2 * KEY_BYTES) throw new CannotOpen('These are not the keys of a request.');
	return { request: both.slice(0, KEY_BYTES), notes: both.slice(KEY_BYTES) };
}
