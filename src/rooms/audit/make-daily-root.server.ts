import { sql, type Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';
import { readClock } from '#house/language/dates.ts';
import { rootOf, type Head } from './merkle.ts';

/** The root of a day (YYYY-MM-DD) of Brussels, made at the first call and the same ever after. */
export async function makeDailyRoot(
	tx: Transaction<DB>,
	day: string,
): Promise<{ root: string; made: boolean } | { refused: 'day_not_over' }> {
	if (readClock(new Date()).date <= day) return { refused: 'day_not_over' };
	const { rows: heads } = await sql<Head>`
		select organisation_id as organisation, number, encode(hash, 'hex') as hash from audit_heads(${day})`.execute(tx);
	const root = rootOf(heads);
	const { numInsertedOrUpdatedRows } = await tx
		.insertInto('audit_root')
		.values({ day, root: Buffer.from(root, 'hex'), heads: JSON.stringify(heads) })
		.onConflict((conflict) => conflict.column('day').doNothing())
		.executeTakeFirstOrThrow();
	if (numInsertedOrUpdatedRows === 1n) return { root, made: true };
	const row = await tx.selectFrom('audit_root').select('root').where('day', '=', day).executeTakeFirstOrThrow();
	return { root: row.root.toString('hex'), made: false };
}
