import type { Transaction } from 'kysely';
import { doPart } from '#house/database/do-part.ts';
import type { DB } from '#house/database/schema.ts';
import type { Retention } from './outer-layer.ts';

/** Which organisations have keys of months that are over. Across organisations: for what is done every night. */
export function listMonthsOver(tx: Transaction<DB>): Promise<Retention[]> {
	return doPart(tx, 'destroying', async () => {
		const rows = await tx
			.selectFrom('retention_key')
			.select(['organisation_id', 'month'])
			.orderBy('organisation_id')
			.orderBy('month')
			.execute();
		return rows.map(({ organisation_id, month }) => ({ organisationId: organisation_id, month }));
	});
}
