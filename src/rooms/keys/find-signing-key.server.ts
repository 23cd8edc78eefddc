import type { Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';

/** The key by which what a professional signs now is checked; undefined where they have none yet. The transaction acts for them. */
export async function findSigningKey(
	tx: Transaction<DB>,
	{ personId }: { personId: string },
): Promise<Buffer | undefined> {
	const row = await tx
		.selectFrom('staff_key')
		.select('signing_key')
		.where('person_id', '=', personId)
		.where('retired_at', 'is', null)
		.executeTakeFirst();
	return row?.signing_key;
}
