import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { aDatabase } from '../testing/a-database.ts';
import { actAs } from './act-as.ts';
import { openPool } from './pool.ts';

const database = await aDatabase();
const settings = { max: 2, applicationName: 'maillage-test', connectionTimeoutMillis: 5000 };

test('a day stays the day that was written, a bigint is a number, and the schema needs no naming', async () => {
	const { rows } = await sql`select date '2026-12-25' as day, 9007199254740991 as big,
		current_setting('search_path') as path, current_setting('application_name') as name`.execute(database.app);
	expect(rows).toEqual([{ day: '2026-12-25', big: Number.MAX_SAFE_INTEGER, path: 'maillage', name: 'maillage-test' }]);
});

test('a bigint that does not fit a number is refused rather than rounded', async () => {
	await expect(sql`select 9007199254740993 as big`.execute(database.app)).rejects.toThrow('does not fit');
});

test('a connection that dies, idle or in use, is reported and replaced, and the process lives', async () => {
	const lost: string[] = [];
	const pool = openPool(database.urls.app, { ...settings, onLostConnection: (error) => lost.push(error.message) });
	const held = await pool.connect();
	const idle = await pool.connect();
	idle.release();
	await sql`select pg_terminate_backend(pid) from pg_stat_activity
		where usename = 'maillage_app' and application_name = 'maillage-test' and datname = ${database.name}`.execute(
		database.admin,
	);
	// Both have died: the idle one has left the pool, the held one has said so as well.
	await expect.poll(() => [pool.idleCount, lost.length >= 2]).toEqual([0, true]);
	held.release(true);
	expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
	await pool.end();
});

test('a database that does not answer is given up after the time agreed', async () => {
	const pool = openPool('postgresql://x:y@127.0.0.1:9/none', { ...settings, connectionTimeoutMillis: 300 });
	await expect(pool.query('select 1')).rejects.toThrow();
	await pool.end();
});

test('a transaction acts for its organisation, and the next one on the same connection for none', async () => {
	const organisationId = '00000000-0000-4000-8000-000000000001';
	const read = sql<{ id: string | null }>`select acting_organisation() as id`;
	expect((await actAs(database.app, { organisationId }, (tx) => read.execute(tx))).rows).toEqual([
		{ id: organisationId },
	]);
	expect((await read.execute(database.app)).rows).toEqual([{ id: null }]);
});
