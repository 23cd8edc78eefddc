import type { Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';

/** What a team is called, as far as the transaction sees it. */
export async function findTeamName(tx: Transaction<DB>, teamId: string): Promise<string | undefined> {
	const row = await tx.selectFrom('team').select('name').where('id', '=', teamId).executeTakeFirst();
	return row?.name;
}
