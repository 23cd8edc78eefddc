import { sql, type Transaction } from 'kysely';
import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import type { DB } from '#house/database/schema.ts';
import type { Role } from '#rooms/identity/roles.ts';
import { findActor, type Actor, type SignedIn } from '#rooms/identity/signed-in.ts';
import type { Run } from '../import-run.ts';
import { readRun } from './read-run.ts';

/** Which run of which organisation. */
export interface OwnRun {
	organisationId: string;
	runId: string;
}

interface Work {
	tx: Transaction<DB>;
	actor: Actor;
	run: Run;
}

interface Wish {
	person: SignedIn;
	allowed: readonly Role[];
	own: OwnRun;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** One transaction on one run of one's own organisation; of two who press at once the second sees what the first did. */
export async function workOnRun<Result>(
	database: Database,
	{ person, allowed, own }: Wish,
	work: (work: Work) => Promise<Result>,
): Promise<Result | { refused: 'unknown' }> {
	const actor = findActor(person, { organisationId: own.organisationId }, allowed);
	if (actor === undefined || !uuid.test(own.runId)) return { refused: 'unknown' };
	return actAs(database, actor, async (tx) => {
		await sql`select from import_run where id = ${own.runId}::uuid for update`.execute(tx);
		const run = await readRun(tx, own);
		return run === undefined ? { refused: 'unknown' } : work({ tx, actor, run });
	});
}

/** The same without a lock, for looking at it. */
export async function lookAtRun<Result>(
	database: Database,
	{ person, allowed, own }: Wish,
	look: (work: Work) => Promise<Result>,
): Promise<Result | { refused: 'unknown' }> {
	const actor = findActor(person, { organisationId: own.organisationId }, allowed);
	if (actor === undefined) return { refused: 'unknown' };
	return actAs(database, actor, async (tx) => {
		const run = await readRun(tx, own);
		return run === undefined ? { refused: 'unknown' } : look({ tx, actor, run });
	});
}
