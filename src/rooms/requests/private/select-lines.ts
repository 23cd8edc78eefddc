import { setImmediate } from 'node:timers/promises';
import { sql, type RawBuilder, type Transaction } from 'kysely';
import { CannotOpen } from '#house/crypto/envelope.ts';
import type { DB } from '#house/database/schema.ts';
import { findOuterLayer } from '#rooms/keys/find-outer-layer.server.ts';
import type { OuterLayer } from '#rooms/keys/outer-layer.ts';
import { ListedRequest, type SealedLine } from '../sealed-request.ts';
import type { After, RequestFilter } from '../request-filter.ts';
import type { TeamPlace } from '../work-wishes.ts';

/** A line as the list without content has it; `r` is the request. */
const lineColumns = sql`r.id, r.service_id as "serviceId", r.language, r.state, r.version, (r.waits_for_team and r.closed_at is null) as waits,
	to_char(r.sent_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "sentAt",
	to_char(r.sent_at at time zone 'Europe/Brussels', 'YYYY-MM-DD') as "sentOn", r.due_on as "dueOn", r.assignee_id as "assigneeId"`;

const sealedColumns = sql`r.retention_month as month, r.vault_epoch as "vaultEpoch", r.vault_wrap as "vaultWrap", r.card, r.card_version as "cardVersion"`;

const LAYERS_AT_ONCE = 50;

interface SealedRow {
	id: string;
	month: string;
	vaultEpoch: number | null;
	vaultWrap: Buffer | null;
	card: Buffer | null;
	cardVersion: number;
}

export function whereOfTeam({ organisationId, teamId }: TeamPlace): RawBuilder<boolean> {
	return sql<boolean>`r.organisation_id = ${organisationId} and r.team_id = ${teamId}`;
}

/** What comes after a line, the newest first. */
export function whereAfter(after: After): RawBuilder<boolean> {
	return after === null
		? sql<boolean>`true`
		: sql<boolean>`(r.sent_at, r.id) < (${after.sentAt}::timestamptz, ${after.id}::uuid)`;
}

/** What a filter says, for this person on this day; the same rule as `fitsFilter`. */
export function whereFits(filter: RequestFilter, { today, me }: { today: string; me: string }): RawBuilder<boolean> {
	const { state, language, assignee, overdue } = filter;
	const all = [sql<boolean>`true`];
	if (state === undefined) all.push(sql<boolean>`r.closed_at is null`);
	if (state !== undefined && state !== 'all') all.push(sql<boolean>`r.state = ${state}`);
	if (language !== undefined) all.push(sql<boolean>`r.language = ${language}`);
	if (overdue) all.push(sql<boolean>`(r.waits_for_team and r.closed_at is null and r.due_on < ${today})`);
	if (assignee === 'none') all.push(sql<boolean>`r.assignee_id is null`);
	if (assignee !== undefined && assignee !== 'none')
		all.push(sql<boolean>`r.assignee_id = ${assignee === 'me' ? me : assignee}`);
	return sql<boolean>`(${sql.join(all, sql` and `)})`;
}

interface Listing {
	where: RawBuilder<boolean>;
	order: RawBuilder<unknown>;
	limit: number;
	offset: number;
}

export async function selectLines(
	tx: Transaction<DB>,
	{ where, order, limit, offset }: Listing,
): Promise<ListedRequest[]> {
	const { rows } = await sql`
		select ${lineColumns} from request r where ${where} order by ${order} limit ${limit} offset ${offset}`.execute(tx);
	return rows.map((row) => ListedRequest.parse(row));
}

/** Lines with what is sealed of them, the outer layer taken off. */
export async function selectSealedLines(
	tx: Transaction<DB>,
	{ where, order, limit, offset, organisationId }: Listing & { organisationId: string },
): Promise<SealedLine[]> {
	const { rows } = await sql<SealedRow>`
		select ${lineColumns}, ${sealedColumns} from request r where ${where} order by ${order} limit ${limit} offset ${offset}`.execute(
		tx,
	);
	const layers = await findLayers(tx, organisationId, new Set(rows.map(({ month }) => month)));
	const lines: SealedLine[] = [];
	for (const [index, row] of rows.entries()) {
		// A thousand layers take a tenth of a second: whoever asks for something else meanwhile does not wait for all of them.
		if (index % LAYERS_AT_ONCE === LAYERS_AT_ONCE - 1) await setImmediate();
		const vaultWrap = row.vaultWrap && takeOff(layers.get(row.month), `${row.id}:vault`, row.vaultWrap);
		const unreadable = row.vaultWrap !== null && vaultWrap === null;
		const card = row.card && row.card.toString('base64url');
		lines.push({ ...row, vaultWrap, card, unreadable } as unknown as SealedLine);
	}
	return lines;
}

async function findLayers(
	tx: Transaction<DB>,
	organisationId: string,
	months: ReadonlySet<string>,
): Promise<Map<string, OuterLayer>> {
	const layers = new Map<string, OuterLayer>();
	for (const month of months) layers.set(month, await findOuterLayer(tx, { organisationId, month }));
	return layers;
}

/** Null where the key of the month is destroyed, or what is there is not what was put there. */
export function takeOff(layer: OuterLayer | undefined, what: string, layered: Uint8Array): string | null {
	try {
		// Ten times faster than what browsers have: a list has thousands.
		return layer === undefined ? null : Buffer.from(layer.take(what, layered)).toString('base64url');
	} catch (error) {
		if (error instanceof CannotOpen) return null;
		throw error;
	}
}
