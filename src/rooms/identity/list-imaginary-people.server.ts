import type { Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';

/** Ids of everyone who is of the demonstration. As the owner of the tables. */
export async function listImaginaryPeople(tx: Transaction<DB>): Promise<string[]> {
	const rows = await tx.selectFrom('staff_member').select('id').where('imaginary', '=', true).execute();
	return rows.map(({ id }) => id);
}
