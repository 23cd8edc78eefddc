import type { Transaction } from 'kysely';
import type { z } from 'zod';
import { fromBase64, toBase64 } from '#house/crypto/bytes.ts';
import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import type { DB } from '#house/database/schema.ts';
import { findActor, type SignedIn } from '#rooms/identity/signed-in.ts';
import { findHeldEpoch } from '#rooms/keys/find-held-epoch.server.ts';
import { findOuterLayer } from '#rooms/keys/find-outer-layer.server.ts';
import { access } from './access.ts';
import { takeOff } from './private/renewing.ts';
import { lockRequest } from './private/work-on-request.ts';
import { moveRequest, requestStates } from './request.ts';
import { oneOf } from './private/one-of.ts';
import type { ReceivingBegun } from './sealed-request.ts';
import type { BeginReceivingWish, TeamPlace, WorkRefusal } from './work-wishes.ts';

type Wish = TeamPlace & z.infer<typeof BeginReceivingWish>;

/**
 * Before the first opening takes effect: the request's key and that of its notes, for the team's vault, are written beside what opens it
 * now. Gives back what is stored, as a later transaction finds it; whoever has opened that has it take its place (`receiveRequest`).
 */
export async function beginReceiving(
	database: Database,
	person: SignedIn,
	wish: Wish,
): Promise<ReceivingBegun | { refused: WorkRefusal }> {
	const actor = findActor(person, wish, access.beginReceiving);
	if (actor === undefined) return { refused: 'unknown' };
	const as = { ...actor, teamId: wish.teamId };
	const refused = await actAs(database, as, (tx) => writeBeside(tx, wish, actor.personId));
	if (refused !== undefined) return { refused };
	const stored = await actAs(database, as, (tx) => readBeside(tx, wish));
	return stored === undefined ? { refused: 'stale' } : { vaultWrap: toBase64(stored) };
}

async function writeBeside(tx: Transaction<DB>, wish: Wish, personId: string): Promise<WorkRefusal | undefined> {
	const row = await lockRequest(tx, wish);
	if (row === undefined) return 'unknown';
	if (row.version !== wish.version) return 'stale';
	if (moveRequest(oneOf(requestStates, row.state), 'open') === undefined) return 'not_now';
	const { organisationId, teamId, requestId } = wish;
	if ((await findHeldEpoch(tx, { organisationId, teamId, personId })) !== wish.vaultEpoch) return 'stale';
	const layer = await findOuterLayer(tx, { organisationId, month: row.retention_month });
	const next_vault_wrap = layer.put(`${requestId}:vault`, fromBase64(wish.vaultWrap));
	await tx
		.updateTable('request')
		.set({ next_vault_wrap, next_vault_epoch: wish.vaultEpoch })
		.where('id', '=', requestId)
		.execute();
	return undefined;
}

async function readBeside(tx: Transaction<DB>, { organisationId, requestId }: Wish): Promise<Uint8Array | undefined> {
	const row = await tx
		.selectFrom('request')
		.select(['next_vault_wrap', 'retention_month'])
		.where('organisation_id', '=', organisationId)
		.where('id', '=', requestId)
		.executeTakeFirst();
	if (row === undefined) return undefined;
	const layer = await findOuterLayer(tx, { organisationId, month: row.retention_month });
	return takeOff(layer, `${requestId}:vault`, row.next_vault_wrap);
}
