import type { Transaction } from 'kysely';
import { randomBytes } from '#house/crypto/bytes.ts';
import { doPart } from '#house/database/do-part.ts';
import type { DB } from '#house/database/schema.ts';
import type { OuterLayer, Retention } from './outer-layer.ts';
import { findSecret, layer } from './private/retention-layer.ts';

/** The outer layer of a month to come; its key is made when first needed. The transaction acts for the organisation. */
export function makeOuterLayer(tx: Transaction<DB>, retention: Retention): Promise<OuterLayer> {
	return doPart(tx, 'keeping', async () => {
		const { organisationId: organisation_id, month } = retention;
		await tx
			.insertInto('retention_key')
			.values({ organisation_id, month, secret: Buffer.from(randomBytes(32)) })
			.onConflict((conflict) => conflict.doNothing())
			.execute();
		return layer(retention, await findSecret(tx, retention));
	});
}
