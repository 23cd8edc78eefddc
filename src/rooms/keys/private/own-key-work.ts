import { makeIdentity, recipientOf, sealWithPassphrase } from '#house/crypto/age-file.ts';
import { fromBase64, toBase64, utf8ToBytes } from '#house/crypto/bytes.ts';
import { makePasskey, sealWithPasskey } from '#house/crypto/passkey-file.ts';
import { deriveSigningSeed, sign, signingKeyOf } from '#house/crypto/signature.ts';
import type { NewOwnKeySent, NewSlotSent, OwnKeyChangeSent } from '../key-changes.ts';
import type { Keyring } from '../keyring.ts';
import { openSlot } from '../open-slot.ts';
import { placeOfSlotChange } from '../own-key-proof.ts';

interface Secret {
	kind: 'passphrase' | 'recovery_code';
	/** As it was shown or typed first, and as it was typed again. */
	secret: string;
	again: string;
}

/**
 * Seals an identity under a passphrase or a code, and opens it with what was typed again: only what opens is ever sent.
 * @throws {CannotOpen}
 */
export async function sealSlot(identity: string, { kind, secret, again }: Secret): Promise<NewSlotSent> {
	const file = toBase64(await sealWithPassphrase(utf8ToBytes(identity), secret));
	const slot = { kind, label: null, credential: null, file };
	await openSlot({ ...slot, id: '', madeAt: '' }, again, await recipientOf(identity));
	return slot;
}

/** Makes a passkey and seals an identity with it; the device asks for a finger, a face or its code for each. */
export async function sealPasskeySlot(identity: string, label: string): Promise<NewSlotSent> {
	const credential = await makePasskey(label);
	const file = toBase64(await sealWithPasskey(utf8ToBytes(identity), credential));
	return { kind: 'passkey', label, credential, file };
}

/** A new identity with its first way: what is sent of it, and what stays here. */
export async function makeOwn(first: Omit<Secret, 'kind'>): Promise<{ identity: string; key: NewOwnKeySent }> {
	const identity = await makeIdentity();
	const signingKey = toBase64(signingKeyOf(deriveSigningSeed(identity)));
	const slots = [await sealSlot(identity, { kind: 'passphrase', ...first })];
	return { identity, key: { recipient: await recipientOf(identity), signingKey, slots } };
}

/** The change that adds a way, signed with the identity it opens. */
export function signPut(keyring: Keyring, slot: NewSlotSent): OwnKeyChangeSent {
	const place = placeOfSlotChange(keyring.keyId, 'put', slot.kind);
	const signature = toBase64(sign(keyring.getSigningSeed(), place, fromBase64(slot.file)));
	return { change: 'put_slot', keyId: keyring.keyId, slot, signature };
}

export function signRemoval(keyring: Keyring, slotId: string): OwnKeyChangeSent {
	const place = placeOfSlotChange(keyring.keyId, 'remove', slotId);
	const signature = toBase64(sign(keyring.getSigningSeed(), place, utf8ToBytes(slotId)));
	return { change: 'remove_slot', keyId: keyring.keyId, slotId, signature };
}
