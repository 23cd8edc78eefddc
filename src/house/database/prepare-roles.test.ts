import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { aCopy, aDatabase } from '../testing/a-database.ts';
import { withAdmin } from '../testing/template.ts';
import { migrate } from './migrate.ts';
import { checkRoles, prepareRoles } from './prepare-roles.ts';
import { deriveRolePassword, loginUrl, scramVerifier } from './role-password.ts';

const database = await aDatabase();

test('preparing again changes nothing, and two starts at once do not trip over each other', async () => {
	await using other = await aCopy();
	await Promise.all([
		prepareRoles(database.admin, database.urls.admin),
		prepareRoles(database.admin, database.urls.admin),
		prepareRoles(other.admin, other.urls.admin),
	]);
	await withAdmin(loginUrl(database.urls.admin, 'maillage_app'), async (app) => {
		expect((await sql`select current_user as me`.execute(app)).rows).toEqual([{ me: 'maillage_app' }]);
	});
});

test('a run-time role that was given a power loses it at the next start', async () => {
	await sql`alter role maillage_public createdb`.execute(database.admin);
	await prepareRoles(database.admin, database.urls.admin);
	const { rows } = await sql`select rolcreatedb from pg_roles where rolname = 'maillage_public'`.execute(
		database.admin,
	);
	expect(rows).toEqual([{ rolcreatedb: false }]);
});

test('an administrator who is no superuser can prepare the roles and migrate, once given the rights the sentence names', async () => {
	await using copy = await aCopy();
	await sql`drop schema maillage cascade`.execute(copy.admin);
	const name = `admin_${copy.name}`;
	await sql`create role ${sql.id(name)} login password 'secret'`.execute(copy.admin);
	const url = new URL(copy.urls.admin);
	url.username = name;
	url.password = 'secret';
	try {
		await withAdmin(url.href, async (admin) => {
			const refusal = await prepareRoles(admin, url.href).catch((error: unknown) => error);
			expect(String(refusal)).toMatch(/may not create or change the roles of Maillage: .* run "ALTER ROLE/);
			const statements = /run "(.*?)"/.exec(String(refusal))?.[1] ?? '';
			for (const statement of statements.split(';').filter((text) => text.trim() !== '')) {
				await sql.raw(statement).execute(copy.admin);
			}
			await prepareRoles(admin, url.href);
			expect(await migrate(admin, 'migrations')).not.toEqual([]);
		});
	} finally {
		await sql`drop owned by ${sql.id(name)} cascade`.execute(copy.admin);
		await sql`drop role ${sql.id(name)}`.execute(copy.admin);
		await prepareRoles(database.admin, database.urls.admin);
	}
});

test('the passwords depend on who administrates, not on the host, port or database', () => {
	const password = deriveRolePassword('postgresql://boss:secret@one:5432/a', 'maillage_app');
	expect(deriveRolePassword('postgresql://boss:secret@two:6432/b', 'maillage_app')).toBe(password);
	expect(deriveRolePassword('postgresql://boss:other@one:5432/a', 'maillage_app')).not.toBe(password);
	expect(deriveRolePassword('postgresql://boss:secret@one:5432/a', 'maillage_public')).not.toBe(password);
	expect(() => deriveRolePassword('postgresql://boss@one/a', 'maillage_app')).toThrow('DATABASE_URL has no password');
});

test('the verifier is the one PostgreSQL computes itself', async () => {
	const role = `role_${database.name}`;
	await sql`create role ${sql.id(role)} password 'pencil'`.execute(database.admin);
	const { rows } = await sql<{
		kept: string;
	}>`select rolpassword as kept from pg_authid where rolname = ${role}`.execute(database.admin);
	await sql`drop role ${sql.id(role)}`.execute(database.admin);
	const salt = Buffer.from(/:([^$]+)\$/.exec(rows[0]?.kept ?? '')?.[1] ?? '', 'base64');
	expect(scramVerifier('pencil', salt)).toBe(rows[0]?.kept);
});

test('roles that the operator made are only looked for', async () => {
	await expect(checkRoles(database.admin)).resolves.toBeUndefined();
});
