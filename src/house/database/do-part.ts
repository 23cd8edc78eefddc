import { sql, type Transaction } from 'kysely';
import type { DB } from './schema.ts';

/**
 * Steps inside a transaction that a part of the house does, as `keeping` or `telling`: row-level security shows to that part alone what it
 * needs. Afterwards the transaction works for the part it worked for before.
 */
export async function doPart<Result>(tx: Transaction<DB>, part: string, work: () => Promise<Result>): Promise<Result> {
	const { rows } = await sql<{ before: string | null }>`
		select current_setting('app.part', true) as before, set_config('app.part', ${part}, true)`.execute(tx);
	const result = await work();
	await sql`select set_config('app.part', ${rows[0]?.before ?? ''}, true)`.execute(tx);
	return result;
}
