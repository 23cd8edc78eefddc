import type { Transaction } from 'kysely';
import { doPart } from '#house/database/do-part.ts';
import type { DB } from '#house/database/schema.ts';
import { openOuterLayer } from './open-outer-layer.ts';
import type { OuterLayer, Retention } from './outer-layer.ts';

/** The outer layer of a month that has its key. Once that is destroyed, `take` throws CannotOpen: the month is over. */
export function findOuterLayer(tx: Transaction<DB>, retention: Retention): Promise<OuterLayer> {
	return doPart(tx, 'keeping', async () => {
		const row = await tx
			.selectFrom('retention_key')
			.select('secret')
			.where('organisation_id', '=', retention.organisationId)
			.where('month', '=', retention.month)
			.executeTakeFirst();
		return openOuterLayer(retention, row?.secret);
	});
}
