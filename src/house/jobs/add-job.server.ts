import { sql, type Transaction } from 'kysely';
import type { DB } from '../database/schema.ts';

export interface AskedJob {
	name: string;
	/** The id of the row the job is about: the only thing the queue ever learns. */
	id: string;
	/** Seconds from now. */
	delaySeconds?: number;
}

/**
 * Enqueues a job that begins when the transaction is committed, and never when it is rolled back.
 * A second job for the same row takes the place of one that has not begun.
 */
export async function addJob(tx: Transaction<DB>, { name, id, delaySeconds = 0 }: AskedJob): Promise<void> {
	await sql`select from graphile_worker.add_job(
		identifier => ${name}, payload => ${JSON.stringify({ id })}::json, job_key => ${`${name}:${id}`},
		run_at => now() + ${delaySeconds} * interval '1 second')`.execute(tx);
}
