import { sql, type Transaction } from 'kysely';
import type { DB } from './schema.ts';

/**
 * A step inside a transaction that belongs to another organisation, as when the secretariat's decision opens the place of a new party.
 * Afterwards the transaction acts for the one it acted for before.
 */
export async function actMeanwhileFor<Result>(
	tx: Transaction<DB>,
	organisationId: string,
	work: () => Promise<Result>,
): Promise<Result> {
	const { rows } = await sql<{ before: string | null }>`
		select acting_organisation() as before`.execute(tx);
	await sql`select set_config('app.organisation', ${organisationId}, true)`.execute(tx);
	const result = await work();
	await sql`select set_config('app.organisation', ${rows[0]?.before ?? ''}, true)`.execute(tx);
	return result;
}
