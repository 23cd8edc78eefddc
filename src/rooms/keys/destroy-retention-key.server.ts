import { createHash } from 'node:crypto';
import type { Transaction } from 'kysely';
import { doPart } from '#house/database/do-part.ts';
import type { DB } from '#house/database/schema.ts';
import type { Retention } from './outer-layer.ts';

/** Destroys the key of a month that is over. Returns its SHA-256; undefined where there is none any more, or the month is not over. */
export function destroyRetentionKey(
	tx: Transaction<DB>,
	{ organisationId, month }: Retention,
): Promise<Buffer | undefined> {
	return doPart(tx, 'destroying', async () => {
		const row = await tx
			.deleteFrom('retention_key')
			.where('organisation_id', '=', organisationId)
			.where('month', '=', month)
			.returning('secret')
			.executeTakeFirst();
		return row && createHash('sha256').update(row.secret).digest();
	});
}
