import { sql, type Transaction } from 'kysely';
import type { Database } from '../database/kysely.ts';
import type { DB } from '../database/schema.ts';
import type { GatePass } from './gate.ts';

/** Spends what a form was let in by; false when it was spent before. Two at once come one after the other here. */
export async function spendProof(tx: Transaction<DB>, { proof, expiresAt }: GatePass): Promise<boolean> {
	const { rows } = await sql<{ spent: boolean }>`select spend_proof(${proof}, ${expiresAt}) as spent`.execute(tx);
	return rows[0]?.spent === true;
}

/** Forgets the proofs that have expired: they are refused for that. */
export async function forgetProofs(database: Database): Promise<void> {
	await database.transaction().execute(async (tx) => {
		await sql`select set_config('app.part', 'forgetting', true)`.execute(tx);
		await tx.deleteFrom('spent_proof').execute();
	});
}
