import { sql, type Transaction } from 'kysely';
import type { Database } from '#house/database/kysely.ts';
import type { DB } from '#house/database/schema.ts';
import { recordAct } from '#rooms/audit/record-act.server.ts';
import type { SignedIn } from '#rooms/identity/signed-in.ts';
import { access } from './access.ts';
import { asHolder, isReadBack, layersOf, selectOlder } from './private/renewing.ts';
import type { Renewal, RenewalRefusal } from './wrap-renewal.ts';

interface Verified {
	requestId: string;
	/** SHA-256 of the wrap that was read back and opened. */
	hash: Uint8Array;
}

/**
 * Puts the new wraps in the place of the old, each one only if it is the one that was read back and opened. A request that nobody has opened
 * loses what was sealed to the intake, and still counts as not opened.
 */
export function settleWraps(
	database: Database,
	person: SignedIn,
	{ wraps, ...renewal }: Renewal & { wraps: readonly Verified[] },
): Promise<{ settled: string[] } | { refused: RenewalRefusal }> {
	return asHolder(database, person, {
		renewal,
		allowed: access.settleWraps,
		async work(tx, actor) {
			const ids = wraps.map(({ requestId }) => requestId);
			const rows = await selectOlder(tx, renewal)
				.select(['id', 'next_vault_wrap', 'retention_month'])
				.where('id', 'in', ids)
				.where('next_vault_epoch', '=', renewal.epoch)
				.orderBy('id')
				.forUpdate()
				.execute();
			const layerOf = layersOf(tx, renewal.organisationId);
			const settled: string[] = [];
			for (const { id: requestId, next_vault_wrap: wrap, retention_month } of rows) {
				const hash = wraps.find((verified) => verified.requestId === requestId)?.hash;
				const layer = await layerOf(retention_month);
				if (hash !== undefined && isReadBack(layer, { requestId, wrap, hash })) settled.push(requestId);
			}
			if (settled.length === 0) return { settled };
			await takeOver(tx, renewal, settled);
			const details = { count: String(settled.length) };
			await recordAct(tx, actor, { act: 'request.keys_renewed', object: `team:${renewal.teamId}`, details });
			return { settled };
		},
	});
}

async function takeOver(tx: Transaction<DB>, { organisationId }: Renewal, ids: string[]): Promise<void> {
	await tx
		.updateTable('request')
		.set({
			vault_wrap: sql`next_vault_wrap`,
			vault_epoch: sql`next_vault_epoch`,
			next_vault_wrap: null,
			next_vault_epoch: null,
			intake_wrap: null,
		})
		.where('organisation_id', '=', organisationId)
		.where('id', 'in', ids)
		.execute();
}
