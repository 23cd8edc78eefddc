import type { Transaction } from 'kysely';
import { doPart } from '#house/database/do-part.ts';
import type { DB } from '#house/database/schema.ts';
import type { OuterLayer, Retention } from './outer-layer.ts';
import { findSecret, layer } from './private/retention-layer.ts';

/** The outer layer of a month that has its key. Once that is destroyed, `take` throws CannotOpen: the month is over. */
export function findOuterLayer(tx: Transaction<DB>, retention: Retention): Promise<OuterLayer> {
	return doPart(tx, 'keeping', async () => layer(retention, await findSecret(tx, retention)));
}
