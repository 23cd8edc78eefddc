import { sql, type RawBuilder, type Transaction } from 'kysely';
import { askPrepared, type Database } from '#house/database/kysely.ts';
import { codeOf } from '#house/database/operator-problem.ts';
import type { DB } from '#house/database/schema.ts';
import type { GatePass } from '#house/web/gate.ts';
import type { AuditActor } from '#rooms/audit/actor.ts';
import { callRecordAct, type ActRecord } from '#rooms/audit/record-act.server.ts';
import type { OuterLayer } from '#rooms/keys/outer-layer.ts';
import type { SealedObject } from '../sent-request.ts';
import { listRequestValues, type SealedRequest } from './write-sealed-request.ts';

/** `spent`: the proof was. `locator`: it is not reserved, and the proof is spent. Nothing is taken in then. */
export type TakeRefusal = 'spent' | 'locator';

/** The policy of what is sent refused it: the service takes it no longer as it was sealed. Nothing was written or spent. */
export class NotTakenNow extends Error {}

/** PostgreSQL's code of what a policy refuses. */
const INSUFFICIENT_PRIVILEGE = '42501';

interface Whole {
	request: SealedRequest;
	layer: OuterLayer;
	message: SealedObject;
	pass: GatePass;
}

interface Recorded {
	actor: AuditActor;
	act: ActRecord;
}

/** Takes in a request and records it: one statement, which is a transaction of its own. */
export async function takeAlone(
	database: Database,
	whole: Whole,
	{ actor, act }: Recorded,
): Promise<TakeRefusal | null> {
	const taken = await askPrepared(
		database,
		'take-alone',
		sql<{ refused: TakeRefusal | null }>`select refused, case when refused is null then ${callRecordAct(actor, act)} end
			from ${callTakeRequest(whole)} as refused`,
	).catch(throwNotTaken);
	return taken[0]?.refused ?? null;
}

/** Takes in a request with what else is to be written in the same transaction. */
export function takeWithMore(
	database: Database,
	whole: Whole,
	writeMore: (tx: Transaction<DB>) => Promise<void>,
): Promise<TakeRefusal | null> {
	return database.transaction().execute(async (tx) => {
		const { rows } = await sql<{ refused: TakeRefusal | null }>`select ${callTakeRequest(whole)} as refused`
			.execute(tx)
			.catch(throwNotTaken);
		const refused = rows[0]?.refused ?? null;
		if (refused === null) await writeMore(tx);
		return refused;
	});
}

function throwNotTaken(error: unknown): never {
	if (codeOf(error) !== INSUFFICIENT_PRIVILEGE) throw error;
	throw new NotTakenNow('the policy of requests refused', { cause: error });
}

function callTakeRequest({ request, layer, message, pass }: Whole): RawBuilder<unknown> {
	return sql`take_request(${pass.proof}, ${pass.expiresAt}, ${listRequestValues(request, layer)},
		${message.id}, ${Buffer.from(message.sealed)})`;
}
