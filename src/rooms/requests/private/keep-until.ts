import type { Selectable, Transaction } from 'kysely';
import { doPart } from '#house/database/do-part.ts';
import type { DB } from '#house/database/schema.ts';
import { findOuterLayer } from '#rooms/keys/find-outer-layer.server.ts';
import { makeOuterLayer } from '#rooms/keys/make-outer-layer.server.ts';
import type { OuterLayer } from '#rooms/keys/outer-layer.ts';

/** A request as the transaction sees it: as the team, or with its receipt. The transaction acts for the organisation. */
export interface KeptRequest {
	organisationId: string;
	requestId: string;
}

/** Of a key that is being renewed there are two, of which the one takes the place of the other as it is. */
const wraps = ['intake', 'requester', 'vault', 'next_vault'] as const;
type Wraps = Pick<Selectable<DB['request']>, `${(typeof wraps)[number]}_wrap`>;

/** The retention month of what is kept so many months after a day: its first day. It is over at its end. */
export function monthAfter(day: string, months: number): string {
	const [year = 0, month = 1] = day.split('-').map(Number);
	return new Date(Date.UTC(year, month - 1 + months, 1)).toISOString().slice(0, 10);
}

/** The month until which a request that is used on this day is kept, as its organisation has set it. */
export async function findMonthOfUse(tx: Transaction<DB>, organisationId: string, day: string): Promise<string> {
	const { months_unused: months } = await tx
		.selectFrom('retention_rule')
		.select('months_unused')
		.where('organisation_id', '=', organisationId)
		.executeTakeFirstOrThrow();
	return monthAfter(day, months);
}

/** A request that is used on this day is kept longer, as its organisation has set it; never for a shorter time. */
export async function prolongBy(tx: Transaction<DB>, kept: KeptRequest, day: string): Promise<void> {
	const month = await findMonthOfUse(tx, kept.organisationId, day);
	if (month > (await lockRequest(tx, kept)).retention_month) await keepUntil(tx, kept, month);
}

/** The same for one that is only read: what is closed ends when its closing said so. */
export async function prolongOpen(tx: Transaction<DB>, kept: KeptRequest, day: string): Promise<void> {
	if ((await lockRequest(tx, kept)).closed_at === null) await prolongBy(tx, kept, day);
}

/**
 * Keeps a request until the end of another month, sooner or later: what is wrapped, and the address of its notice, change their outer layer.
 * What has the key of the month before alone is unreadable once that is destroyed.
 */
export async function keepUntil(tx: Transaction<DB>, kept: KeptRequest, month: string): Promise<void> {
	const { organisationId, requestId } = kept;
	const { retention_month: before, closed_at: _, ...row } = await lockRequest(tx, kept);
	if (before === month) return;
	const from = await findOuterLayer(tx, { organisationId, month: before });
	const to = await makeOuterLayer(tx, { organisationId, month });
	await tx
		.updateTable('request')
		.set({ retention_month: month, ...moveWraps(row, requestId, { from, to }) })
		.where('id', '=', requestId)
		.execute();
	await moveNotice(tx, kept, { from, to });
}

interface Layers {
	from: OuterLayer;
	to: OuterLayer;
}

function lockRequest(tx: Transaction<DB>, { requestId }: KeptRequest) {
	return tx
		.selectFrom('request')
		.select(['intake_wrap', 'requester_wrap', 'vault_wrap', 'next_vault_wrap', 'retention_month', 'closed_at'])
		.where('id', '=', requestId)
		.forUpdate()
		.executeTakeFirstOrThrow();
}

function moveWraps(row: Wraps, requestId: string, layers: Layers): Partial<Wraps> {
	const moved: Partial<Wraps> = {};
	for (const wrap of wraps) {
		const layered = row[`${wrap}_wrap`];
		const what = `${requestId}:${wrap === 'next_vault' ? 'vault' : wrap}`;
		if (layered !== null) moved[`${wrap}_wrap`] = moveLayer(what, layered, layers);
	}
	return moved;
}

function moveLayer(what: string, layered: Uint8Array, { from, to }: Layers): Buffer {
	return to.put(what, from.take(what, layered));
}

/** The address is under the same layer; the team, which does not read it, moves it unseen. */
function moveNotice(tx: Transaction<DB>, { requestId }: KeptRequest, layers: Layers): Promise<void> {
	return doPart(tx, 'telling', async () => {
		const notice = await tx
			.selectFrom('request_notice')
			.select('address')
			.where('request_id', '=', requestId)
			.executeTakeFirst();
		if (notice === undefined) return;
		await tx
			.updateTable('request_notice')
			.set({ address: moveLayer(`${requestId}:notice`, notice.address, layers) })
			.where('request_id', '=', requestId)
			.execute();
	});
}
