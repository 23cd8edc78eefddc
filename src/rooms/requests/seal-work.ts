import { equalBytes, fromBase64, KEY_BYTES, randomBytes, toBase64 } from '#house/crypto/bytes.ts';
import { CannotOpen, seal } from '#house/crypto/envelope.ts';
import { sign } from '#house/crypto/signature.ts';
import { toSign, writePayload, type Answer, type Card } from './payloads.ts';
import { placeOf, type RequestScope } from './places.ts';
import { unwrapFromVault, wrapForVault, type RequestKeys } from './request-keys.ts';

/** A request whose keys were opened: nobody seals anything into one that they could not open. */
export interface OpenRequest {
	scope: RequestScope;
	keys: RequestKeys;
}

/** Notes have a key of their own, made at the first opening. */
export function makeNotesKey(): Uint8Array {
	return randomBytes(KEY_BYTES);
}

export interface SealedWork {
	id: string;
	sealed: string;
}

/** An answer, signed by whoever writes it, for one place: elsewhere neither opens nor holds. */
export function sealAnswer(
	{ scope, keys }: OpenRequest,
	answer: Omit<Answer, 'signature' | 'v'>,
	signingSeed: Uint8Array,
): SealedWork {
	const id = crypto.randomUUID();
	const place = placeOf(scope, 'answer', { id, version: 1 });
	const unsigned = { v: 1 as const, ...answer };
	const signature = toBase64(sign(signingSeed, place, toSign(unsigned)));
	return { id, sealed: toBase64(seal(keys.request, place, writePayload({ ...unsigned, signature }))) };
}

export function sealNote({ scope, keys }: OpenRequest, text: string): SealedWork {
	const id = crypto.randomUUID();
	const place = placeOf(scope, 'note', { id, version: 1 });
	return { id, sealed: toBase64(seal(keys.notes, place, writePayload({ v: 1, text }))) };
}

/** A file for an answer. Its name and type go into the answer. */
export function sealFile({ scope, keys }: OpenRequest, content: Uint8Array): { id: string; sealed: Uint8Array } {
	const id = crypto.randomUUID();
	return { id, sealed: seal(keys.request, placeOf(scope, 'file', { id, version: 1 }), content) };
}

/** @param version one more than that of the card that was opened; 1 for the first */
export function sealCard({ scope, keys }: OpenRequest, card: Card, version: number): string {
	const place = placeOf(scope, 'card', { id: scope.requestId, version });
	return toBase64(seal(keys.notes, place, writePayload(card)));
}

interface Vault {
	epoch: number;
	key: Uint8Array;
}

/** The keys for the team's vault. */
export function sealToVault({ scope, keys }: OpenRequest, to: Vault): string {
	return toBase64(wrapForVault(keys, scope, to));
}

/** Whether a wrap opens in the team's vault, and to these keys: before what opens the request now is given up for it. */
export function isInVault({ scope, keys }: OpenRequest, wrap: string, from: Vault): boolean {
	try {
		const found = unwrapFromVault(fromBase64(wrap), scope, from);
		return equalBytes(found.request, keys.request) && equalBytes(found.notes, keys.notes);
	} catch (error) {
		// Bytes that are no base64 are not what was stored either.
		if (error instanceof CannotOpen || error instanceof TypeError) return false;
		throw error;
	}
}
