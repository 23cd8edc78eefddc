import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { sql, type Kysely, type Transaction } from 'kysely';
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
 * Puts the tables of the job queue in place as the owner of all tables, and gives the application what it needs of them; where that was
 * done, only looks: the queue's own way takes a connection of its own and a tenth of a start.
 * @param admin one connection, which waits for other starts; the queue's own migrations use a second one
 */
export async function installJobs(admin: Kysely<DB>, adminUrl: string): Promise<void> {
	await admin.transaction().execute(async (tx) => {
		await sql`select pg_advisory_xact_lock(${sql.lit(INSTALL_LOCK)})`.execute(tx);
		const wanted = describeQueue();
		if ((await findMark(tx)) === wanted) return;
		await migrateQueue(adminUrl);
		await sql`set local role ${sql.id(MIGRATOR)}`.execute(tx);
		await sql.raw(giveRights()).execute(tx);
		await sql`comment on schema graphile_worker is ${sql.lit(wanted)}`.execute(tx);
	});
}

/** The mark of a queue that is in place: it goes with the schema, and another version of the package or other rights make another. */
function describeQueue(): string {
	const { dependencies }: { dependencies: Record<string, string> } = JSON.parse(readFileSync('package.json', 'utf8'));
	const rights = createHash('sha256').update(giveRights()).digest('hex');
	return `prepared: graphile-worker ${dependencies['graphile-worker']}, rights ${rights}`;
}

async function findMark(tx: Transaction<DB>): Promise<string | null | undefined> {
	const { rows } = await sql<{
		mark: string | null;
	}>`select case when has_schema_privilege('maillage_app', n.oid, 'usage') then obj_description(n.oid, 'pg_namespace') end as mark
		from pg_namespace n where n.nspname = 'graphile_worker'`.execute(tx);
	return rows[0]?.mark;
}

function giveRights(): string {
	return [
		'grant usage on schema graphile_worker to maillage_app;',
		...TABLES.flatMap(({ table, rights, walled }) => {
			const name = `graphile_worker.${table}`;
			const given = [`revoke all on ${name} from maillage_app;`, `grant ${rights} on ${name} to maillage_app;`];
			if (!walled) return given;
			// The queue walls its tables and leaves the door to us.
			const door = `create policy worker on ${name} to maillage_app using (true) with check (true);`;
			return [...given, `drop policy if exists worker on ${name};`, door];
		}),
	].join('\n');
}

async function migrateQueue(adminUrl: string): Promise<void> {
	const { Logger, runMigrations } = await import('graphile-worker');
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
