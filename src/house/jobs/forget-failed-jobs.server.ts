import { sql } from 'kysely';
import type { Database } from '../database/kysely.ts';

/** Jobs that were tried for the last time a week ago or more leave the queue: they were reported each time. */
export async function forgetFailedJobs(database: Database): Promise<void> {
	await sql`delete from graphile_worker._private_jobs
		where attempts >= max_attempts and locked_at is null and run_at < now() - interval '7 days'`.execute(database);
}
