import type { Database } from '#house/database/kysely.ts';
import type { SignedIn } from '#rooms/identity/signed-in.ts';
import { access } from './access.ts';
import { asHolder, layersOf, selectOlder } from './private/renewing.ts';
import type { Renewal, RenewalRefusal } from './wrap-renewal.ts';

interface NewWrap {
	requestId: string;
	/** From which epoch of the vault it was made; null: from the intake. */
	from: number | null;
	wrap: Uint8Array;
}

/**
 * Writes the keys of requests under the new epoch, beside the old: what opens now goes on opening. One that was opened or renewed in the
 * meantime is left as it is. Tells which were written.
 */
export function renewWraps(
	database: Database,
	person: SignedIn,
	{ wraps, ...renewal }: Renewal & { wraps: readonly NewWrap[] },
): Promise<{ written: string[] } | { refused: RenewalRefusal }> {
	return asHolder(database, person, {
		renewal,
		allowed: access.renewWraps,
		async work(tx) {
			const ids = wraps.map(({ requestId }) => requestId);
			const rows = await selectOlder(tx, renewal)
				.select(['id', 'vault_epoch', 'retention_month'])
				.where('id', 'in', ids)
				.orderBy('id')
				.forUpdate()
				.execute();
			const layerOf = layersOf(tx, renewal.organisationId);
			const written = [];
			for (const { id, vault_epoch, retention_month } of rows) {
				const made = wraps.find(({ requestId, from }) => requestId === id && from === vault_epoch);
				if (made === undefined) continue;
				const layer = await layerOf(retention_month);
				await tx
					.updateTable('request')
					.set({ next_vault_wrap: layer.put(`${id}:vault`, made.wrap), next_vault_epoch: renewal.epoch })
					.where('organisation_id', '=', renewal.organisationId)
					.where('id', '=', id)
					.execute();
				written.push(id);
			}
			return { written };
		},
	});
}
