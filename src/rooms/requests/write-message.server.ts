import { sql, type Transaction } from 'kysely';
import { equalBytes } from '#house/crypto/bytes.ts';
import type { Database } from '#house/database/kysely.ts';
import type { DB } from '#house/database/schema.ts';
import { readClock } from '#house/language/dates.ts';
import { addWorkingDays } from '#house/language/working-days.ts';
import { recordAct } from '#rooms/audit/record-act.server.ts';
import { markSeen, type Conversation, type WriteRefusal } from './conversation.ts';
import { actAsAsker, askerOf, holdRequest } from './private/as-asker.ts';
import { prolongBy, type KeptRequest } from './private/keep-until.ts';
import { oneOf } from './private/one-of.ts';
import { readConversation } from './private/read-conversation.ts';
import { writeObjects } from './private/write-objects.ts';
import type { ReceiptProof } from './receipt-proof.ts';
import { moveRequest, requestStates } from './request.ts';
import type { SealedObject } from './sent-request.ts';

/** All that a person may leave in one conversation, in bytes. */
const MOST_BYTES = 60 * 1024 * 1024;

interface Wish {
	/** The mark of the conversation as the writer saw it. */
	seen: string;
	/** Files first, the message last. */
	objects: readonly SealedObject[];
	now: Date;
}

type Answer = { conversation: Conversation } | { refused: WriteRefusal; conversation?: Conversation };

/**
 * Writes on, with a receipt. What was written already under the same id is not written again; whoever sends other bytes under it, as after an
 * answer that was lost, or has a stale view, is told what is there.
 */
export function writeMessage(database: Database, proof: ReceiptProof, wish: Wish): Promise<Answer> {
	return actAsAsker(database, async (tx) => {
		const kept = await holdRequest(tx, proof);
		if (kept === undefined) return { refused: 'unknown' };
		const request = await lockRequest(tx, kept);
		const replayed = await findReplayed(tx, kept, wish.objects);
		if (replayed === true) return answer(tx, kept);
		if (replayed === false) return { refused: 'taken', ...(await answer(tx, kept)) };
		const state = oneOf(requestStates, request.state);
		const next = moveRequest(state, 'write');
		if (next === undefined) return { refused: 'ended' };
		if (wish.seen !== markSeen(state, await findLast(tx, kept)))
			return { refused: 'stale', ...(await answer(tx, kept)) };
		if (await wouldBeTooMuch(tx, kept, wish.objects)) return { refused: 'full' };
		await writeObjects(tx, kept, wish.objects);
		const { date: day } = readClock(wish.now);
		const isNew = !request.waits_for_team || request.closed_at !== null;
		const due = isNew
			? { due_on: addWorkingDays(day, request.promised_days ?? 1), reminded_on: null, escalated_on: null }
			: {};
		await tx
			.updateTable('request')
			.set({ state: next, waits_for_team: true, closed_at: null, close_reason: null, ...due })
			.set({ version: sql`version + 1`, last_written_at: sql`now()` })
			.where('id', '=', kept.requestId)
			.execute();
		await prolongBy(tx, kept, day);
		const written = await answer(tx, kept);
		const object = `request:${kept.requestId}` as const;
		await recordAct(tx, askerOf(kept.organisationId), { act: 'request.written', object });
		return written;
	});
}

async function answer(tx: Transaction<DB>, kept: KeptRequest): Promise<{ conversation: Conversation }> {
	return { conversation: await readConversation(tx, kept) };
}

function lockRequest(tx: Transaction<DB>, { requestId }: KeptRequest) {
	return tx
		.selectFrom('request as r')
		.leftJoin('request_intake as i', 'i.service_id', 'r.service_id')
		.select(['r.state', 'r.waits_for_team', 'r.closed_at', 'i.promised_days'])
		.where('r.id', '=', requestId)
		.forUpdate('r')
		.executeTakeFirstOrThrow();
}

/** The last thing that was said. Asked once the request is locked: what a colleague has just answered is seen. */
async function findLast(tx: Transaction<DB>, { requestId }: KeptRequest): Promise<string | undefined> {
	const row = await tx
		.selectFrom('request_object')
		.select('id')
		.where('request_id', '=', requestId)
		.where('kind', '<>', 'note')
		.orderBy('number', 'desc')
		.limit(1)
		.executeTakeFirst();
	return row?.id;
}

/** Whether the message is there already: true when it is the very same, false when another has its id. */
async function findReplayed(
	tx: Transaction<DB>,
	{ requestId }: KeptRequest,
	objects: readonly SealedObject[],
): Promise<boolean | undefined> {
	const rows = await tx
		.selectFrom('request_object')
		.select(['id', 'sealed'])
		.where('request_id', '=', requestId)
		.where(
			'id',
			'in',
			objects.map(({ id }) => id),
		)
		.execute();
	if (rows.length === 0) return undefined;
	return objects.every(({ id, sealed }) => rows.some((row) => row.id === id && equalBytes(row.sealed, sealed)));
}

async function wouldBeTooMuch(
	tx: Transaction<DB>,
	{ requestId }: KeptRequest,
	objects: readonly SealedObject[],
): Promise<boolean> {
	const { bytes } = await tx
		.selectFrom('request_object')
		.select(sql<string | null>`sum(length(sealed))`.as('bytes'))
		.where('request_id', '=', requestId)
		.where('by_team', '=', false)
		.executeTakeFirstOrThrow();
	return objects.reduce((sum, { sealed }) => sum + sealed.length, Number(bytes ?? 0)) > MOST_BYTES;
}
