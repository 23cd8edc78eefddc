import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MIGRATIONS, withAdmin, withDatabase } from '../testing/template.ts';
import { startThrowAwayCluster } from '../testing/throw-away-cluster.ts';
import { connectDatabase, type Database } from './kysely.ts';
import { migrate } from './migrate.ts';
import { openPool } from './pool.ts';
import { checkRoles, prepareRoles } from './prepare-roles.ts';
import { deriveRolePassword, loginUrl, scramVerifier } from './role-password.ts';

// Roles and their passwords belong to the whole server: on the one that all tests share, others would find their doors locked.
const folder = mkdtempSync(join(tmpdir(), 'maillage-roles-'));
chmodSync(folder, 0o755);
const cluster = await startThrowAwayCluster(folder, Number(process.env.PG_MAJOR ?? 18));
const admin = open(cluster.url);
afterAll(async () => {
	await admin.destroy();
	await cluster.stop();
	rmSync(folder, { recursive: true, force: true });
});

beforeAll(() => prepareRoles(admin, cluster.url));

test('preparing again changes nothing, and two starts at once do not trip over each other', async () => {
	await sql`create database other`.execute(admin);
	const url = withDatabase(cluster.url, 'other');
	await withAdmin(url, async (other) => {
		await Promise.all([prepareRoles(admin, cluster.url), prepareRoles(admin, cluster.url), prepareRoles(other, url)]);
	});
	await withAdmin(loginUrl(cluster.url, 'maillage_app'), async (app) => {
		expect((await sql`select current_user as me`.execute(app)).rows).toEqual([{ me: 'maillage_app' }]);
	});
});

test('a run-time role that was given a power loses it at the next start', async () => {
	await sql`alter role maillage_public createdb`.execute(admin);
	await prepareRoles(admin, cluster.url);
	const { rows } = await sql`select rolcreatedb from pg_roles where rolname = 'maillage_public'`.execute(admin);
	expect(rows).toEqual([{ rolcreatedb: false }]);
});

test('an administrator who is no superuser can prepare the roles and migrate, once given the rights the sentence names', async () => {
	await sql`create database theirs`.execute(admin);
	await sql`create role theirs login password 'secret'`.execute(admin);
	const url = new URL(withDatabase(cluster.url, 'theirs'));
	const asAdmin = url.href;
	url.username = 'theirs';
	url.password = 'secret';
	await withAdmin(url.href, async (theirs) => {
		const refusal = await prepareRoles(theirs, url.href).catch((error: unknown) => error);
		expect(String(refusal)).toMatch(/may not create or change the roles of Maillage: .* run "ALTER ROLE/);
		const statements = /run "(.*?)"/.exec(String(refusal))?.[1] ?? '';
		await withAdmin(asAdmin, async (superuser) => {
			for (const statement of statements.split(';').filter((text) => text.trim() !== '')) {
				await sql.raw(statement).execute(superuser);
			}
		});
		await prepareRoles(theirs, url.href);
		expect(await migrate(theirs, MIGRATIONS)).not.toEqual([]);
	});
});

test('the passwords depend on who administrates, not on the host, port or database', () => {
	const password = deriveRolePassword('postgresql://boss:secret@one:5432/a', 'maillage_app');
	expect(deriveRolePassword('postgresql://boss:secret@two:6432/b', 'maillage_app')).toBe(password);
	expect(deriveRolePassword('postgresql://boss:other@one:5432/a', 'maillage_app')).not.toBe(password);
	expect(deriveRolePassword('postgresql://boss:secret@one:5432/a', 'maillage_public')).not.toBe(password);
	expect(() => deriveRolePassword('postgresql://boss@one/a', 'maillage_app')).toThrow('DATABASE_URL has no password');
});

test('the verifier is the one PostgreSQL computes itself', async () => {
	await sql`create role pencil password 'pencil'`.execute(admin);
	const { rows } = await sql<{
		kept: string;
	}>`select rolpassword as kept from pg_authid where rolname = 'pencil'`.execute(admin);
	const salt = Buffer.from(/:([^$]+)\$/.exec(rows[0]?.kept ?? '')?.[1] ?? '', 'base64');
	expect(scramVerifier('pencil', salt)).toBe(rows[0]?.kept);
});

test('roles that the operator made are only looked for', async () => {
	await expect(checkRoles(admin)).resolves.toBeUndefined();
});

function open(url: string): Database {
	return connectDatabase(openPool(url, { max: 4, applicationName: 'maillage-test', connectionTimeoutMillis: 5000 }));
}
