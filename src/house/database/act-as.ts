import { sql, type Kysely, type Transaction } from 'kysely';
import type { DB } from './schema.ts';

export interface Actor {
	organisationId: string;
}

/** One transaction for one organisation: row-level security reads the setting, which ends with the transaction. */
export function actAs<Result>(
	database: Kysely<DB>,
	actor: Actor,
	work: (tx: Transaction<DB>) => Promise<Result>,
): Promise<Result> {
	return database.transaction().execute(async (tx) => {
		await sql`select set_config('app.organisation', ${actor.organisationId}, true)`.execute(tx);
		return work(tx);
	});
}
