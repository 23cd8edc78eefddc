import { sql, type RawBuilder, type Transaction } from 'kysely';
import { actMeanwhileFor } from '#house/database/act-meanwhile.ts';
import { runAhead } from '#house/database/run-ahead.ts';
import type { DB } from '#house/database/schema.ts';
import { keepAlong, listAlong } from './private/import/keep-along.ts';
import { recordTaken } from './private/import/record-taken.ts';
import { prepare, type GivenWhole, type Incoming, type Taking } from './private/import/taken.ts';
import { moveIncoming, writeIncoming } from './private/import/write-incoming.ts';
import { keepGiven, noteIncoming, writeIncomingParts } from './private/import/write-incoming-parts.ts';
import { readStoredServices, type StoredService } from './private/stored-service.ts';
import { listLost } from './missing-for-publishing.ts';
import { isPublic } from './service-lifecycle.ts';

/**
 * What came of it. `left`: public, and would lose what nobody can do without, or archived here. The public ones are to be projected, the new
 * ones among them as such.
 */
export interface TakenIn {
	added: number;
	changed: number;
	submitted: number;
	left: number;
	publicIds: string[];
	newIds: string[];
}

/**
 * Writes services that were given elsewhere, new ones with the id they had, and keeps what was given whole. The feed is brought up to date
 * afterwards, once for all (`projectServices`).
 */
export async function takeInServices(tx: Transaction<DB>, taking: Taking, given: GivenWhole[]): Promise<TakenIn> {
	const stored = await readStored(tx, taking, given);
	const all = given.map((each) => prepare(each, stored.get(each.original.id.toLowerCase()), taking));
	const incoming = all.filter((each) => !isLeft(each));
	if (incoming.length > 0) await runAhead(tx, write(tx, taking, incoming));
	return {
		added: incoming.filter((each) => each.stored === undefined).length,
		changed: incoming.filter((each) => each.stored !== undefined).length,
		submitted: incoming.filter(({ state }) => state === 'in_review').length,
		left: all.length - incoming.length,
		publicIds: incoming
			.filter(({ stored: before, state }) => before !== undefined && (isPublic(state) || isPublic(before.state)))
			.map(({ id }) => id),
		newIds: incoming.filter(({ stored: before, state }) => before === undefined && isPublic(state)).map(({ id }) => id),
	};
}

async function* write(tx: Transaction<DB>, taking: Taking, incoming: Incoming[]): AsyncGenerator<RawBuilder<unknown>> {
	yield* writeIncoming(taking, incoming);
	yield* writeIncomingParts(taking, incoming);
	yield noteIncoming(taking, incoming);
	yield keepGiven(taking, incoming, await recordTaken(tx, taking, incoming));
	yield* moveIncoming(taking, incoming);
	// Of what is imaginary nothing is told of others.
	if (taking.imaginary) return;
	yield* keepAlong(taking.organisationId, listAlong(incoming.map(({ original }) => original)));
}

function isLeft({ stored, record, state }: Incoming): boolean {
	if (stored === undefined) return false;
	if (stored.state === 'archived') return true;
	return isPublic(state) && listLost(stored.record, record).length > 0;
}

/** Locked: nobody edits meanwhile what is about to be written. */
async function readStored(
	tx: Transaction<DB>,
	{ organisationId, personId }: Taking,
	given: GivenWhole[],
): Promise<Map<string, StoredService>> {
	const ids = given.map(({ original }) => original.id);
	const { rows } = await sql<{ id: string }>`select id from service
		where id = any (${ids}::uuid[]) and organisation_id = ${organisationId}::uuid order by id for update`.execute(tx);
	if (rows.length === 0) return new Map();
	const known = rows.map(({ id }) => id);
	const stored =
		personId === null
			? await actMeanwhileFor(tx, organisationId, () => readStoredServices(tx, known))
			: await readStoredServices(tx, known);
	return new Map(stored.map((service) => [service.id, service]));
}
