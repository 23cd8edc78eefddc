import { sql, type Transaction } from 'kysely';
import type { Database } from '../../database/kysely.ts';
import type { DB } from '../../database/schema.ts';

/** A transaction that may read the outbox. Row-level security hides it from every other. */
export function workOnOutbox<Result>(
	database: Database,
	work: (tx: Transaction<DB>) => Promise<Result>,
): Promise<Result> {
	return database.transaction().execute(async (tx) => {
		await sql`select set_config('app.part', 'mail', true)`.execute(tx);
		return work(tx);
	});
}
