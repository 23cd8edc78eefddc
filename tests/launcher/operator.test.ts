import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Cluster } from '../../src/house/database/embedded/cluster.ts';
import { loginUrl } from '../../src/house/database/role-password.ts';
import { withAdmin, withDatabase } from '../../src/house/testing/template.ts';
import { startThrowAwayCluster } from '../../src/house/testing/throw-away-cluster.ts';
import { aFolder, findFreePort, refusal, start, untilReady } from './start.ts';

const { folder, remove } = aFolder();
// npm brings the oldest version we serve for this one platform.
const major = process.platform === 'linux' && process.arch === 'x64' ? 15 : 18;
let cluster: Cluster;
let databaseUrl: string;
let port: string;

beforeAll(async () => {
	port = String(await findFreePort());
	cluster = await startThrowAwayCluster(folder, major);
	await withAdmin(cluster.url, async (admin) => {
		await sql`create role operator login createrole password 'p%ss w/rd'`.execute(admin);
		await sql`create database network owner operator`.execute(admin);
	});
	const url = new URL(withDatabase(cluster.url, 'network'));
	url.username = 'operator';
	url.password = encodeURIComponent('p%ss w/rd');
	databaseUrl = url.href;
});
afterAll(async () => {
	await cluster.stop();
	remove();
});

test('it serves from the database of an operator who is no superuser, and leaves that server running', async () => {
	await servesAndStops({ DATABASE_URL: databaseUrl });
	await withAdmin(cluster.url, (admin) => sql`select 1`.execute(admin));
});

test('with the addresses of both run-time roles given, the roles are left alone', async () => {
	const given = {
		DATABASE_URL: databaseUrl,
		DATABASE_APP_URL: loginUrl(databaseUrl, 'maillage_app'),
		DATABASE_PUBLIC_URL: loginUrl(databaseUrl, 'maillage_public'),
	};
	const before = await readVerifiers();
	await servesAndStops(given);
	expect(await readVerifiers()).toEqual(before);
	const wrong = given.DATABASE_PUBLIC_URL.replace(/:[^:@]+@/, ':wrong@');
	expect(await refusal({ PORT: port, ...given, DATABASE_PUBLIC_URL: wrong })).toMatch(
		/refuses the password of "maillage_public": correct user or password in DATABASE_PUBLIC_URL\.$/,
	);
});

test('one of the two addresses alone is refused', async () => {
	expect(await refusal({ PORT: port, DATABASE_URL: databaseUrl, DATABASE_APP_URL: databaseUrl })).toMatch(
		/go together/,
	);
});

test.each([
	{ power: 'superuser', setting: 'DATABASE_PUBLIC_URL' },
	{ power: 'bypassrls', setting: 'DATABASE_APP_URL' },
])('a $power for $setting is refused: row-level security would not hold it', async ({ power, setting }) => {
	await withAdmin(cluster.url, (admin) =>
		sql`create role ${sql.id(`strong_${power}`)} login ${sql.raw(power)} password 'strong'`.execute(admin),
	);
	const url = new URL(databaseUrl);
	url.username = `strong_${power}`;
	url.password = 'strong';
	const given = {
		DATABASE_URL: databaseUrl,
		DATABASE_APP_URL: loginUrl(databaseUrl, 'maillage_app'),
		DATABASE_PUBLIC_URL: loginUrl(databaseUrl, 'maillage_public'),
		[setting]: url.href,
	};
	expect(await refusal({ PORT: port, ...given })).toMatch(
		new RegExp(`^The user strong_${power} of ${setting} is a superuser or has BYPASSRLS, `),
	);
});

async function servesAndStops(env: Record<string, string>): Promise<void> {
	const run = start({ PORT: port, ...env });
	await untilReady(run);
	expect((await fetch(`http://127.0.0.1:${port}/health/ready`)).status).toBe(200);
	run.process.kill('SIGTERM');
	expect(await run.ended).toBe(0);
}

async function readVerifiers(): Promise<unknown[]> {
	let rows: unknown[] = [];
	await withAdmin(cluster.url, async (admin) => {
		const answer =
			await sql`select rolname, rolpassword from pg_authid where rolname like 'maillage\\_%' order by 1`.execute(admin);
		rows = answer.rows;
	});
	return rows;
}
