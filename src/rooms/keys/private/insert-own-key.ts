import type { Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';
import type { NewOwnKey, NewSlot } from '../key-changes.ts';

export async function insertOwnKey(tx: Transaction<DB>, personId: string, key: NewOwnKey): Promise<string> {
	const { id } = await tx
		.insertInto('staff_key')
		.values({ person_id: personId, recipient: key.recipient, signing_key: key.signingKey })
		.returning('id')
		.executeTakeFirstOrThrow();
	for (const slot of key.slots) await insertSlot(tx, { personId, keyId: id }, slot);
	return id;
}

/** A slot comes here once it was opened with what was typed again: it is checked by then. */
export async function insertSlot(
	tx: Transaction<DB>,
	{ personId, keyId }: { personId: string; keyId: string },
	slot: NewSlot,
): Promise<void> {
	await tx
		.insertInto('staff_key_slot')
		.values({ person_id: personId, key_id: keyId, ...slot, checked_at: new Date() })
		.execute();
}

/** A passkey alone is none: it is lost with the device. */
export function hasLastingWay(slots: readonly Pick<NewSlot, 'kind'>[]): boolean {
	return slots.some(({ kind }) => kind !== 'passkey');
}
