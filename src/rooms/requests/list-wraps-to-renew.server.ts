import { toBase64 } from '#house/crypto/bytes.ts';
import type { Database } from '#house/database/kysely.ts';
import type { DB } from '#house/database/schema.ts';
import type { Transaction } from 'kysely';
import type { SignedIn } from '#rooms/identity/signed-in.ts';
import { access } from './access.ts';
import { asHolder, layersOf, selectOlder, takeOff } from './private/renewing.ts';
import { WRAPS_AT_ONCE, type Renewal, type RenewalRefusal, type WrapsToRenew } from './wrap-renewal.ts';

/** The next requests, in the order of their ids, whose key is wrapped under an older epoch; and how many there are in all. */
export function listWrapsToRenew(
	database: Database,
	person: SignedIn,
	{ after, ...renewal }: Renewal & { after: string | null },
): Promise<WrapsToRenew | { refused: RenewalRefusal }> {
	return asHolder(database, person, {
		renewal,
		allowed: access.listWrapsToRenew,
		async work(tx) {
			const { left, rows } = await readOlder(tx, renewal, after);
			const layerOf = layersOf(tx, renewal.organisationId);
			const wraps = [];
			for (const row of rows) {
				const layer = await layerOf(row.retention_month);
				const read = (what: 'intake' | 'vault', wrap: Uint8Array | null) => {
					const bare = takeOff(layer, `${row.id}:${what}`, wrap);
					return bare === undefined ? null : toBase64(bare);
				};
				const next = row.next_vault_epoch === renewal.epoch ? row.next_vault_wrap : null;
				wraps.push({
					requestId: row.id,
					epoch: row.epoch,
					vaultEpoch: row.vault_epoch,
					intake: read('intake', row.intake_wrap),
					vault: read('vault', row.vault_wrap),
					next: read('vault', next),
				});
			}
			return { wraps, left };
		},
	});
}

async function readOlder(tx: Transaction<DB>, renewal: Renewal, after: string | null) {
	const { left } = await selectOlder(tx, renewal)
		.select(({ fn }) => fn.countAll<number>().as('left'))
		.executeTakeFirstOrThrow();
	const rows = await selectOlder(tx, renewal)
		.select(['id', 'epoch', 'vault_epoch', 'intake_wrap', 'vault_wrap'])
		.select(['next_vault_wrap', 'next_vault_epoch', 'retention_month'])
		.$if(after !== null, (query) => query.where('id', '>', after ?? ''))
		.orderBy('id')
		.limit(WRAPS_AT_ONCE)
		.execute();
	return { left, rows };
}
