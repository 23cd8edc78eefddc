import { Logger, runMigrations } from 'graphile-worker';
import { sql, type Kysely } from 'kysely';
import { openPool } from '../database/pool.ts';
import { MIGRATOR } from '../database/prepare-roles.ts';
import type { DB } from '../database/schema.ts';

const INSTALL_LOCK = 4_205_111_504;

/** What the worker needs and no more, found by taking each away: it may not read, alter or empty anything else. */
const TABLES = [
	{ table: 'migrations', rights: 'SELECT', walled: false },
	{ table: '_private_jobs', rights: 'SELECT, INSERT, UPDATE, DELETE', walled: true },
	{ table: '_private_tasks', rights: 'SELECT, INSERT', walled: true },
	{ table: '_private_job_queues', rights: 'SELECT, INSERT, UPDATE', walled: true },
	{ table: '_private_known_crontabs', rights: 'SELECT, INSERT, UPDATE', walled: true },
];

/**
 * Puts the tables of the job queue in place as the owner of all tables, and gives the application what it needs of them.
 * @param admin one connection, which waits for other starts; the queue's own migrations use a second one
 */
export async function installJobs(admin: Kysely<DB>, adminUrl: string): Promise<void> {
	await admin.transaction().execute(async (tx) => {
		await sql`select pg_advisory_xact_lock(${sql.lit(INSTALL_LOCK)})`.execute(tx);
		await migrateQueue(adminUrl);
		await sql`set local role ${sql.id(MIGRATOR)}`.execute(tx);
		await sql`grant usage on schema graphile_worker to maillage_app`.execute(tx);
		for (const { table, rights, walled } of TABLES) {
			const name = sql.id('graphile_worker', table);
			await sql`revoke all on ${name} from maillage_app`.execute(tx);
			await sql`grant ${sql.raw(rights)} on ${name} to maillage_app`.execute(tx);
			if (!walled) continue;
			// The queue walls its tables and leaves the door to us.
			await sql`drop policy if exists worker on ${name}`.execute(tx);
			await sql`create policy worker on ${name} to maillage_app using (true) with check (true)`.execute(tx);
		}
	});
}

async function migrateQueue(adminUrl: string): Promise<void> {
	const pool = openPool(adminUrl, {
		max: 1,
		applicationName: 'maillage start',
		role: MIGRATOR,
		connectionTimeoutMillis: 10_000,
	});
	try {
		await runMigrations({ pgPool: pool, concurrency: 1, logger: new Logger(() => () => undefined) });
	} finally {
		await pool.end();
	}
}
