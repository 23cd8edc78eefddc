import type { Transaction } from 'kysely';
import type { Place } from '#house/crypto/envelope.ts';
import { isSignedBy } from '#house/crypto/signature.ts';
import type { DB } from '#house/database/schema.ts';

interface Proof {
	keyId: string;
	place: Place;
	content: Uint8Array;
	signature: Uint8Array;
}

/** Locks someone's identity for a change that was signed with it. */
export async function refuseOwnKeyChange(
	tx: Transaction<DB>,
	personId: string,
	{ keyId, place, content, signature }: Proof,
): Promise<'unknown' | 'not_yours' | undefined> {
	const row = await tx
		.selectFrom('staff_key')
		.select('signing_key')
		.where('person_id', '=', personId)
		.where('id', '=', keyId)
		.where('retired_at', 'is', null)
		.forUpdate()
		.executeTakeFirst();
	if (row === undefined) return 'unknown';
	return isSignedBy(row.signing_key, place, { content, signature }) ? undefined : 'not_yours';
}
