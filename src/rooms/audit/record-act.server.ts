import { randomBytes } from 'node:crypto';
import { sql, type Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';
import type { Act } from './acts.ts';
import type { AuditActor } from './actor.ts';
import { commitTo, hashEntry } from './chain.ts';
import type { Link, Personal } from './chain.ts';

/**
 * `object` is what it was done to, as `service:<id>`; it is never a person, and stays for ever.
 * `details` may name persons: they can be erased, with who did it.
 */
export interface ActRecord {
	act: Act;
	object?: `${string}:${string}`;
	details?: Record<string, string>;
}

interface ChainHead {
	number: number;
	hash: string;
	at: Date;
}

/**
 * Records an act in the transaction that does it; both stand or fall together. Returns the number of the entry.
 * Until the transaction ends nobody else can record for this organisation: call it last. READ COMMITTED only.
 */
export async function recordAct(tx: Transaction<DB>, actor: AuditActor, record: ActRecord): Promise<number> {
	const head = await takeHead(tx, actor.organisationId);
	const personal: Personal = {
		salt: randomBytes(32).toString('hex'),
		person: actor.personId,
		role: actor.role,
		team: actor.teamId ?? null,
		details: record.details ?? {},
	};
	const content = {
		organisation: actor.organisationId,
		number: head.number + 1,
		at: head.at.toISOString(),
		act: record.act,
		object: record.object ?? null,
		commitment: commitTo(personal),
		previous: head.hash,
	};
	await insertEntry(tx, { ...content, hash: hashEntry(content) }, personal);
	return content.number;
}

async function takeHead(tx: Transaction<DB>, organisationId: string): Promise<ChainHead> {
	const { rows } = await sql<ChainHead>`
		select number, encode(hash, 'hex') as hash, at from take_audit_head(${organisationId})`.execute(tx);
	const [head] = rows;
	if (head === undefined) throw new Error('take_audit_head gave no row');
	return head;
}

async function insertEntry(tx: Transaction<DB>, link: Link, personal: Personal): Promise<void> {
	const { organisation, number, at, act, object } = link;
	const bytes = (hex: string) => Buffer.from(hex, 'hex');
	await tx
		.with('entry', (db) =>
			db.insertInto('audit_entry').values({
				organisation_id: organisation,
				number,
				at,
				act,
				object,
				commitment: bytes(link.commitment),
				previous: bytes(link.previous),
				hash: bytes(link.hash),
			}),
		)
		.insertInto('audit_personal')
		.values({
			organisation_id: organisation,
			number,
			salt: bytes(personal.salt),
			person_id: personal.person,
			role: personal.role,
			team_id: personal.team,
			details: JSON.stringify(personal.details),
		})
		.execute();
}
