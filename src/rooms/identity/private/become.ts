import { sql, type Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';

/** From here on the transaction, which was a browser's, acts for this person. */
export async function become(tx: Transaction<DB>, personId: string): Promise<void> {
	await sql`select set_config('app.person', ${personId}, true)`.execute(tx);
}
