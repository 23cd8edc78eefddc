import type { Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';

/** Until the transaction ends nobody else changes these services of the acting organisation. In the order of their ids: two who lock do not wait for each other. */
export async function lockServices(tx: Transaction<DB>, ids: string[]): Promise<void> {
	await tx.selectFrom('service').select('id').where('id', 'in', ids).orderBy('id').forUpdate().execute();
}
