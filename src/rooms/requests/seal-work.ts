import { KEY_BYTES, randomBytes, toBase64 } from '#house/crypto/bytes.ts';
import { seal } from '#house/crypto/envelope.ts';
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

/** The keys for the team's vault, opened again before they are given away: the key that was sealed to the intake is given up for them. */
export function sealToVault({ scope, keys }: OpenRequest, to: { epoch: number; key: Uint8Array }): string {
	const wrap = wrapForVault(keys, scope, to);
	const again = unwrapFromVault(wrap, scope, to);
	if (toBase64(again.request) !== toBase64(keys.request) || toBase64(again.notes) !== toBase64(keys.notes)) {
		throw new Error('What was wrapped is not what was opened.');
	}
	return toBase64(wrap);
}
