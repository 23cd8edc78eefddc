import type { Database } from '#house/database/kysely.ts';
import { fromBase64 } from '#house/crypto/bytes.ts';
import type { z } from 'zod';
import type { SignedIn } from '#rooms/identity/signed-in.ts';
import { findHeldEpoch } from '#rooms/keys/find-held-epoch.server.ts';
import { findOuterLayer } from '#rooms/keys/find-outer-layer.server.ts';
import { access } from './access.ts';
import { isReadBack } from './private/renewing.ts';
import { workOnRequest } from './private/work-on-request.ts';
import type { Moved } from './sealed-request.ts';
import type { ReceiveWish, TeamPlace, WorkRefusal } from './work-wishes.ts';

/**
 * The first opening: from now on the request's key, and that of its notes, are in the team's vault, and the list has a line to show. What
 * `beginReceiving` has stored takes the place of what was sealed to the intake, only if it is what was read back and opened; else all
 * stays as it was.
 */
export function receiveRequest(
	database: Database,
	person: SignedIn,
	wish: TeamPlace & z.infer<typeof ReceiveWish>,
): Promise<Moved | { refused: WorkRefusal }> {
	const work = {
		person,
		allowed: access.receiveRequest,
		wish,
		move: 'open',
		act: 'request.received',
	} as const;
	return workOnRequest(database, work, async ({ tx, actor, row }) => {
		const { organisationId, teamId, requestId } = wish;
		const held = await findHeldEpoch(tx, { organisationId, teamId, personId: actor.personId });
		if (held !== wish.vaultEpoch || row.next_vault_epoch !== held) return { refused: 'stale' };
		const layer = await findOuterLayer(tx, { organisationId, month: row.retention_month });
		const stored = { requestId, wrap: row.next_vault_wrap, hash: fromBase64(wish.hash) };
		if (!isReadBack(layer, stored)) return { refused: 'stale' };
		const set = {
			vault_wrap: row.next_vault_wrap,
			vault_epoch: row.next_vault_epoch,
			intake_wrap: null,
			next_vault_wrap: null,
			next_vault_epoch: null,
			card: Buffer.from(fromBase64(wish.card)),
			card_version: 1,
			received_at: new Date(),
		};
		return { set };
	});
}
