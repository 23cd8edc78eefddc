import { sql, type Transaction } from 'kysely';
import { equalBytes } from '#house/crypto/bytes.ts';
import type { Database } from '#house/database/kysely.ts';
import type { DB } from '#house/database/schema.ts';
import { readClock } from '#house/language/dates.ts';
import { addWorkingDays } from '#house/language/working-days.ts';
import type { GatePass } from '#house/web/gate.ts';
import { spendProof } from '#house/web/spend-proof.server.ts';
import { recordAct } from '#rooms/audit/record-act.server.ts';
import type { Intake } from './intake.ts';
import { actAsAsker, askerOf, holdReceipt } from './private/as-asker.ts';
import { countRequest } from './private/count-request.ts';
import { findIntake } from './private/find-intake.ts';
import { findMonthOfUse } from './private/keep-until.ts';
import { writeNotice } from './private/write-notice.ts';
import { writeSealedRequest } from './private/write-sealed-request.ts';
import type { SealedObject, SendRefusal, SentRequest } from './sent-request.ts';

interface Wish {
	serviceId: string;
	sent: SentRequest;
	objects: readonly SealedObject[];
	/** Sealed by the server, for want of JavaScript. */
	withoutScript: boolean;
	now: Date;
}

type Answer = { dueOn: string } | { refused: Exclude<SendRefusal, 'stale'> } | { refused: 'stale'; intake: Intake };

/**
 * Takes in a request. Sent again with the same id and receipt, it is the same request; the proof of the gate is spent once.
 * `dueOn`: the day by which an answer is promised.
 */
export function sendRequest(database: Database, wish: Wish, pass: GatePass): Promise<Answer> {
	const { sent, serviceId } = wish;
	return actAsAsker(database, async (tx) => {
		await holdReceipt(tx, { organisationId: '', requestId: sent.requestId });
		const before = await findSent(tx, sent);
		if (before !== undefined) return before;
		const intake = await findIntake(tx, serviceId);
		if (intake === undefined || (wish.withoutScript && !intake.withoutScript)) return { refused: 'closed' };
		if (intake.epoch !== sent.epoch || intake.teamId !== sent.teamId) return { refused: 'stale', intake };
		// Two at once come one after the other here: the second finds what the first has sent.
		if (!(await spendProof(tx, pass))) return (await findSent(tx, sent)) ?? { refused: 'spent' };
		if (!(await takeLocator(tx, sent.locator))) return { refused: 'locator' };
		return writeRequest(tx, intake, wish);
	});
}

/** The request with this id, if it came before; another receipt's is none of theirs. */
async function findSent(tx: Transaction<DB>, sent: SentRequest): Promise<Answer | undefined> {
	const row = await tx
		.selectFrom('request')
		.select(['authentication_hash', 'due_on'])
		.where('id', '=', sent.requestId)
		.executeTakeFirst();
	if (row === undefined) return undefined;
	return equalBytes(row.authentication_hash, sent.authenticationHash) ? { dueOn: row.due_on } : { refused: 'unknown' };
}

async function takeLocator(tx: Transaction<DB>, locator: string): Promise<boolean> {
	const { numDeletedRows } = await tx
		.deleteFrom('request_locator')
		.where('locator', '=', locator)
		.where('reserved_until', '>', sql<Date>`now()`)
		.executeTakeFirst();
	return numDeletedRows === 1n;
}

async function writeRequest(tx: Transaction<DB>, intake: Intake, wish: Wish): Promise<{ dueOn: string }> {
	const { sent, serviceId, now } = wish;
	const { organisationId } = intake;
	const { requestId } = sent;
	await holdReceipt(tx, { organisationId, requestId });
	const { date: day } = readClock(now);
	const dueOn = addWorkingDays(day, intake.promisedDays);
	const month = await findMonthOfUse(tx, organisationId, day);
	const { objects, withoutScript } = wish;
	const sealed = { organisationId, serviceId, sent, objects, withoutScript, month, dueOn, sentAt: now };
	await writeSealedRequest(tx, sealed);
	if (sent.notice !== null)
		await writeNotice(tx, { organisationId, requestId, month, address: sent.notice, language: sent.language });
	await countRequest(tx, { organisationId, serviceId, outcome: 'sent', day });
	await recordAct(tx, askerOf(organisationId), { act: 'request.sent', object: `request:${requestId}` });
	return { dueOn };
}
