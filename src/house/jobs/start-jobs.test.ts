import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { aCopy, type TestDatabase } from '../testing/a-database.ts';
import { addDays, readClock } from '../language/dates.ts';
import { addJob } from './add-job.server.ts';
import { forgetFailedJobs } from './forget-failed-jobs.server.ts';
import { installJobs } from './install-jobs.ts';
import { registerDailyJob, registerJob } from './job.ts';
import { startJobs } from './start-jobs.server.ts';

const ID = '10000000-0000-4000-8000-000000000001';
const PLANTED = 'planted-secret';
const QUIET = { jobFailed: () => undefined, interrupted: () => undefined };
const FAST = { pollMilliseconds: 100, restartMilliseconds: 100 };

test('a daily job that was missed is made up for once, though several processes start', async () => {
	await using database = await aCopy();
	const days: string[] = [];
	// An hour that has passed today, or passed yesterday: its day is the only one in the last 24 hours.
	const hour = 12;
	registerDailyJob('trial_daily', hour, (day) => {
		days.push(day);
		return Promise.resolve();
	});
	const now = readClock(new Date());
	const due = now.time >= `${hour}:00` ? now.date : addDays(now.date, -1);
	await sql`insert into graphile_worker._private_known_crontabs (identifier, known_since, last_execution)
		values ('trial_daily', now() - interval '9 days', now() - interval '3 days')`.execute(database.admin);
	const running = Array.from({ length: 3 }, () => startJobs(database.urls.app, { report: QUIET, ...FAST }));
	await expect.poll(() => days, { timeout: 12_000 }).toEqual([due]);
	await expect.poll(() => countJobs(database), { timeout: 12_000 }).toBe(0);
	await Promise.all(running.map((jobs) => jobs.stop()));
	expect(days).toEqual([due]);
});

test('what a job throws is reported and queued without its words', async () => {
	await using database = await aCopy();
	const reports: unknown[] = [];
	registerJob('trial_failing', () => Promise.reject(new TypeError(`no such reader: ${PLANTED}`)));
	const report = { jobFailed: (failure: unknown) => reports.push(failure), interrupted: () => undefined };
	const jobs = startJobs(database.urls.app, { report, ...FAST });
	await ask(database, 'trial_failing');
	await expect.poll(() => readLastError(database), { timeout: 12_000 }).toBe('trial_failing: TypeError');
	await jobs.stop();
	expect(reports).toMatchObject([{ job: 'trial_failing', reason: 'TypeError' }]);
	expect(JSON.stringify(reports)).not.toContain(PLANTED);
	expect(JSON.stringify(reports)).toContain('start-jobs.test.ts');
});

test('a second job for the same row takes the place of one that has not begun', async () => {
	await using database = await aCopy();
	await ask(database, 'trial_twice');
	await ask(database, 'trial_twice');
	expect(await countJobs(database)).toBe(1);
});

test('the queue is told the id of the row, and nothing else', async () => {
	await using database = await aCopy();
	await ask(database, 'trial_payload');
	const { rows } = await sql`select payload, key from graphile_worker._private_jobs`.execute(database.admin);
	expect(rows).toEqual([{ payload: { id: ID }, key: `trial_payload:${ID}` }]);
});

test('the application has the rights on the queue that its worker needs, the public none', async () => {
	await using database = await aCopy();
	const { rows } = await sql<{ line: string }>`select c.relname || ' ' || acl.privilege_type as line
		from pg_class c, aclexplode(c.relacl) acl
		where c.relnamespace = 'graphile_worker'::regnamespace and pg_get_userbyid(acl.grantee) = 'maillage_app'
		order by 1`.execute(database.admin);
	expect(rows.map(({ line }) => line)).toEqual([
		'_private_job_queues INSERT',
		'_private_job_queues SELECT',
		'_private_job_queues UPDATE',
		'_private_jobs DELETE',
		'_private_jobs INSERT',
		'_private_jobs SELECT',
		'_private_jobs UPDATE',
		'_private_known_crontabs INSERT',
		'_private_known_crontabs SELECT',
		'_private_known_crontabs UPDATE',
		'_private_tasks INSERT',
		'_private_tasks SELECT',
		'migrations SELECT',
	]);
	const peek = sql`select * from graphile_worker._private_jobs`.execute(database.public);
	await expect(peek).rejects.toThrow('permission denied for schema graphile_worker');
	const alter = sql`alter table graphile_worker._private_jobs disable row level security`.execute(database.app);
	await expect(alter).rejects.toThrow('must be owner');
	const owners = await sql`select distinct pg_get_userbyid(relowner) as owner from pg_class
		where relnamespace = 'graphile_worker'::regnamespace`.execute(database.admin);
	expect(owners.rows).toEqual([{ owner: 'maillage_migrator' }]);
});

test('starts that race put the queue in place together', async () => {
	await using database = await aCopy();
	await sql`drop schema graphile_worker cascade`.execute(database.admin);
	await Promise.all([
		installJobs(database.admin, database.urls.admin),
		installJobs(database.admin, database.urls.admin),
	]);
	await installJobs(database.admin, database.urls.admin);
	await ask(database, 'trial_installed');
	expect(await countJobs(database)).toBe(1);
});

test('a queue of another version, or with other rights, is put in place anew; one that is in place is left alone', async () => {
	await using database = await aCopy();
	const mayTruncate = sql<{ may: boolean }>`select has_table_privilege('maillage_app',
		'graphile_worker._private_jobs', 'truncate') as may`;
	await sql`grant truncate on graphile_worker._private_jobs to maillage_app`.execute(database.admin);
	await installJobs(database.admin, database.urls.admin);
	expect((await mayTruncate.execute(database.admin)).rows).toEqual([{ may: true }]);
	await sql`comment on schema graphile_worker is 'prepared: graphile-worker 0.0.1'`.execute(database.admin);
	await installJobs(database.admin, database.urls.admin);
	expect((await mayTruncate.execute(database.admin)).rows).toEqual([{ may: false }]);
});

test('a job that was tried for the last time is forgotten after a week', async () => {
	await using database = await aCopy();
	for (const name of ['trial_old', 'trial_recent', 'trial_waiting']) await ask(database, name);
	await sql`update graphile_worker._private_jobs set
		attempts = case when key like 'trial_waiting:%' then 1 else max_attempts end,
		run_at = now() - case when key like 'trial_recent:%' then interval '6 days' else interval '8 days' end`.execute(
		database.admin,
	);
	await forgetFailedJobs(database.app);
	const { rows } = await sql`select key from graphile_worker._private_jobs order by key`.execute(database.admin);
	expect(rows).toEqual([{ key: `trial_recent:${ID}` }, { key: `trial_waiting:${ID}` }]);
});

test('a worker begins when its database is there', async () => {
	await using database = await aCopy();
	const done: string[] = [];
	const interrupted: string[] = [];
	registerJob('trial_later', (id) => Promise.resolve(void done.push(id)));
	await sql`alter schema graphile_worker rename to away`.execute(database.admin);
	const report = { jobFailed: () => undefined, interrupted: (reason: string) => interrupted.push(reason) };
	const jobs = startJobs(database.urls.app, { report, ...FAST });
	await expect.poll(() => interrupted.length, { timeout: 12_000 }).toBeGreaterThan(1);
	await sql`alter schema away rename to graphile_worker`.execute(database.admin);
	await ask(database, 'trial_later');
	await expect.poll(() => done, { timeout: 12_000 }).toEqual([ID]);
	await jobs.stop();
});

function ask(database: TestDatabase, name: string): Promise<void> {
	return database.app.transaction().execute((tx) => addJob(tx, { name, id: ID }));
}

async function countJobs(database: TestDatabase): Promise<number> {
	const { rows } = await sql<{ count: number }>`select count(*) as count
		from graphile_worker._private_jobs`.execute(database.admin);
	return rows[0]?.count ?? -1;
}

async function readLastError(database: TestDatabase): Promise<string | null | undefined> {
	const { rows } = await sql<{ last_error: string | null }>`select last_error
		from graphile_worker._private_jobs`.execute(database.admin);
	return rows[0]?.last_error;
}
