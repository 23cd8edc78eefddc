import { equalBytes } from '#house/crypto/bytes.ts';
import type { Database } from '#house/database/kysely.ts';
import { readClock } from '#house/language/dates.ts';
import { addWorkingDays } from '#house/language/working-days.ts';
import type { GatePass } from '#house/web/gate.ts';
import { recordAct } from '#rooms/audit/record-act.server.ts';
import type { Intake } from './intake.ts';
import { askerOf } from './private/as-asker.ts';
import { findIntake } from './private/find-intake.ts';
import { findTaker, type SentBefore, type Taker } from './private/find-taker.ts';
import { NotTakenNow, takeAlone, takeWithMore, type TakeRefusal } from './private/take-request.ts';
import { writeNotice } from './private/write-notice.ts';
import { writeObjects } from './private/write-objects.ts';
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
export async function sendRequest(database: Database, wish: Wish, pass: GatePass): Promise<Answer> {
	const { sent, serviceId, now } = wish;
	const { date: day } = readClock(now);
	const asked = { serviceId, requestId: sent.requestId, day };
	const found = await findTaker(database, asked);
	if (found === undefined) return { refused: 'closed' };
	if ('before' in found) return recognise(found.before, sent);
	if (!fits(found, wish)) return refuseUnfit(database, found, wish);
	const dueOn = addWorkingDays(day, found.promisedDays);
	const refused = await take(database, { wish, taker: found, dueOn }, pass).catch(keepNotTaken);
	if (refused === null) return { dueOn };
	// Two at once come one after the other: the second finds what the first has sent.
	const again = await findTaker(database, asked);
	if (again === undefined) return { refused: 'closed' };
	if ('before' in again) return recognise(again.before, sent);
	if (!(refused instanceof NotTakenNow)) return { refused };
	// Else the database refused for a reason that nobody foresaw.
	if (fits(again, wish)) throw refused;
	return refuseUnfit(database, again, wish);
}

function keepNotTaken(error: unknown): NotTakenNow {
	if (error instanceof NotTakenNow) return error;
	throw error;
}

/** Whether the service takes the request as it was sealed. */
function fits({ epoch, teamId, withoutScript }: Taker, wish: Wish): boolean {
	const { sent } = wish;
	return epoch === sent.epoch && teamId === sent.teamId && (withoutScript || !wish.withoutScript);
}

async function refuseUnfit(database: Database, taker: Taker, { serviceId, withoutScript }: Wish): Promise<Answer> {
	if (withoutScript && !taker.withoutScript) return { refused: 'closed' };
	const intake = await findIntake(database, serviceId);
	return intake === undefined ? { refused: 'closed' } : { refused: 'stale', intake };
}

/** The request that came before; another receipt's is none of theirs. */
function recognise({ authenticationHash, dueOn }: SentBefore, sent: SentRequest): Answer {
	return equalBytes(authenticationHash, sent.authenticationHash) ? { dueOn } : { refused: 'unknown' };
}

interface Taking {
	wish: Wish;
	taker: Taker;
	dueOn: string;
}

/** What comes without files, and without an address for a notice, is taken in and recorded by one statement. */
function take(database: Database, { wish, taker, dueOn }: Taking, pass: GatePass): Promise<TakeRefusal | null> {
	const { sent, serviceId, objects, withoutScript, now: sentAt } = wish;
	const { requestId, notice: address, language } = sent;
	const { organisationId, month, layer } = taker;
	const request = { organisationId, serviceId, sent, withoutScript, month, dueOn, sentAt };
	const { message, files } = splitObjects(objects);
	const act = { act: 'request.sent', object: `request:${requestId}` } as const;
	const whole = { request, layer, message, pass };
	if (files.length === 0 && address === null)
		return takeAlone(database, whole, { actor: askerOf(organisationId), act });
	return takeWithMore(database, whole, async (tx) => {
		await writeObjects(tx, { organisationId, requestId, writtenAt: sentAt }, files);
		if (address !== null) await writeNotice(tx, { organisationId, requestId, month, address, language });
		await recordAct(tx, askerOf(organisationId), act);
	});
}

function splitObjects(objects: readonly SealedObject[]): { message: SealedObject; files: SealedObject[] } {
	const [message, ...others] = objects.filter(({ kind }) => kind === 'message');
	if (message === undefined || others.length > 0) throw new TypeError('a request begins with one message');
	return { message, files: objects.filter(({ kind }) => kind === 'file') };
}
