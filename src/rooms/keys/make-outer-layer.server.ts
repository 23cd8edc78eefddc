import { sql, type Transaction } from 'kysely';
import { randomBytes } from '#house/crypto/bytes.ts';
import type { DB } from '#house/database/schema.ts';
import { openOuterLayer } from './open-outer-layer.ts';
import type { OuterLayer, Retention } from './outer-layer.ts';

/** The outer layer of a month to come; its key is made when first needed. The transaction acts for the organisation. */
export async function makeOuterLayer(tx: Transaction<DB>, retention: Retention): Promise<OuterLayer> {
	const drawn = Buffer.from(randomBytes(32));
	const { rows } = await sql<{ secret: Buffer }>`
		select keep_retention_key(${retention.organisationId}, ${retention.month}, ${drawn}) as secret`.execute(tx);
	return openOuterLayer(retention, rows[0]?.secret);
}
