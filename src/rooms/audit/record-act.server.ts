import { randomBytes } from 'node:crypto';
import { sql, type RawBuilder, type Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';
import type { Act } from './acts.ts';
import type { AuditActor } from './actor.ts';
import { commitTo, type Personal } from './chain.ts';

/**
 * `object` is what it was done to, as `service:<id>`; it is never a person, and stays for ever.
 * `details` may name persons: they can be erased, with who did it.
 */
export interface ActRecord {
	act: Act;
	object?: `${string}:${string}`;
	details?: Record<string, string>;
}

/**
 * Records an act in the transaction that does it; both stand or fall together. Returns the number of the entry.
 * Until the transaction ends nobody else can record for this organisation: call it last. READ COMMITTED only.
 */
export async function recordAct(tx: Transaction<DB>, actor: AuditActor, record: ActRecord): Promise<number> {
	const { rows } = await sql<{ number: number }>`select ${callRecordAct(actor, record)} as number`.execute(tx);
	const [row] = rows;
	if (row === undefined) throw new Error('record_act gave no row');
	return row.number;
}

/** The same as a part of a statement that does the act and records it. */
export function callRecordAct(actor: AuditActor, { act, object, details = {} }: ActRecord): RawBuilder<number> {
	const salt = randomBytes(32);
	const { personId: person, role, teamId = null, organisationId } = actor;
	const personal: Personal = { salt: salt.toString('hex'), person, role, team: teamId, details };
	const commitment = Buffer.from(commitTo(personal), 'hex');
	return sql<number>`record_act(${organisationId}, ${act}, ${object ?? null}, ${commitment}, ${salt}, ${person}, ${role}, ${teamId},
		${JSON.stringify(details)})`;
}
