import { randomBytes } from 'node:crypto';
import { sql, type Kysely, type Transaction } from 'kysely';
import { codeOf, OperatorProblem } from './operator-problem.ts';
import { deriveRolePassword, scramVerifier } from './role-password.ts';
import type { DB } from './schema.ts';

export const MIGRATOR = 'maillage_migrator';
export const RUNTIME_ROLES = ['maillage_app', 'maillage_public'] as const;
/** Any number will do, as long as nobody else in the database uses it. */
const ROLES_LOCK = 4_205_111_501;
const ATTEMPTS = 5;

/**
 * Creates the owner of the tables and the two run-time roles, or puts them right. Safe when two starts race:
 * within one database by the lock; roles belong to the whole server, hence the attempts.
 */
export async function prepareRoles(admin: Kysely<DB>, adminUrl: string): Promise<void> {
	for (let attempt = 1; ; attempt++) {
		try {
			await admin.transaction().execute((tx) => prepareInTransaction(tx, adminUrl));
			return;
		} catch (error) {
			if (attempt < ATTEMPTS && changedMeanwhile(error)) continue;
			throw codeOf(error) === '42501' ? await explainMissingRights(admin) : error;
		}
	}
}

/** For an operator who made the roles and gave their addresses: only looks whether the three exist. */
export async function checkRoles(admin: Kysely<DB>): Promise<void> {
	const missing = await listMissingRoles(admin);
	if (missing.length === 0) return;
	throw new OperatorProblem(
		`DATABASE_APP_URL and DATABASE_PUBLIC_URL are given, but the database server has no role ${missing.join(', ')}: create it (${MIGRATOR} with NOLOGIN, the two others with LOGIN; the user of DATABASE_URL must be a member of ${MIGRATOR}, and ${MIGRATOR} needs CREATE on the database), or remove both settings and let Maillage do it.`,
	);
}

async function prepareInTransaction(tx: Transaction<DB>, adminUrl: string): Promise<void> {
	await sql`select pg_advisory_xact_lock(${sql.lit(ROLES_LOCK)})`.execute(tx);
	const missing = await listMissingRoles(tx);
	if (missing.includes(MIGRATOR)) await sql`create role ${sql.id(MIGRATOR)} nologin`.execute(tx);
	for (const role of RUNTIME_ROLES) {
		if (missing.includes(role)) await sql`create role ${sql.id(role)} login`.execute(tx);
		const verifier = scramVerifier(deriveRolePassword(adminUrl, role), randomBytes(16));
		await sql`alter role ${sql.id(role)} login password ${sql.lit(verifier)}`.execute(tx);
	}
	await takeAwayPowers(tx);
	await grantToMigrator(tx);
}

/** Only what is wrong is altered: a managed server refuses to a mere CREATEROLE user even the naming of these powers. */
async function takeAwayPowers(tx: Transaction<DB>): Promise<void> {
	const { rows } = await sql<{ rolname: string }>`select rolname from pg_roles
		where rolname in (${sql.join(RUNTIME_ROLES)}) and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb)`.execute(
		tx,
	);
	for (const { rolname } of rows) {
		await sql`alter role ${sql.id(rolname)} nosuperuser nobypassrls nocreaterole nocreatedb`.execute(tx);
	}
}

async function grantToMigrator(tx: Transaction<DB>): Promise<void> {
	const { rows } = await sql<{ name: string; login: string; creates: boolean; connects: boolean; version: number }>`
		select current_database() as name, session_user as login,
			has_database_privilege(${MIGRATOR}, current_database(), 'create') as creates,
			has_database_privilege('maillage_app', current_database(), 'connect')
				and has_database_privilege('maillage_public', current_database(), 'connect') as connects,
			current_setting('server_version_num')::int as version`.execute(tx);
	for (const { name, login, creates, connects, version } of rows) {
		const runtime = sql.join(RUNTIME_ROLES.map((role) => sql.id(role)));
		if (!creates) await sql`grant create, connect on database ${sql.id(name)} to ${sql.id(MIGRATOR)}`.execute(tx);
		if (!connects) await sql`grant connect on database ${sql.id(name)} to ${runtime}`.execute(tx);
		// Since PostgreSQL 16 the maker of a role administers it without acting as it: SET ROLE needs this grant.
		const kind = version >= 160_000 ? 'set' : 'member';
		const may = await sql<{ act: boolean }>`select pg_has_role(session_user, ${MIGRATOR}, ${kind}) as act`.execute(tx);
		if (may.rows[0]?.act !== true) await sql`grant ${sql.id(MIGRATOR)} to ${sql.id(login)}`.execute(tx);
	}
}

async function listMissingRoles(database: Kysely<DB>): Promise<string[]> {
	const wanted = [MIGRATOR, ...RUNTIME_ROLES];
	const { rows } = await sql<{
		rolname: string;
	}>`select rolname from pg_roles where rolname in (${sql.join(wanted)})`.execute(database);
	return wanted.filter((role) => !rows.some(({ rolname }) => rolname === role));
}

function changedMeanwhile(error: unknown): boolean {
	const code = codeOf(error);
	return (
		code === '23505' || code === '42710' || (error instanceof Error && error.message === 'tuple concurrently updated')
	);
}

async function explainMissingRights(admin: Kysely<DB>): Promise<OperatorProblem> {
	const { rows } = await sql<{ login: string; name: string }>`select quote_ident(session_user) as login,
		quote_ident(current_database()) as name`.execute(admin);
	const { login, name } = rows[0] ?? { login: '?', name: '?' };
	const missing = await listMissingRoles(admin);
	const existing = [MIGRATOR, ...RUNTIME_ROLES].filter((role) => !missing.includes(role));
	const statements = [
		`ALTER ROLE ${login} CREATEROLE;`,
		`GRANT ALL ON DATABASE ${name} TO ${login} WITH GRANT OPTION;`,
		...(existing.length === 0 ? [] : [`GRANT ${existing.join(', ')} TO ${login} WITH ADMIN OPTION;`]),
	];
	return new OperatorProblem(
		`The user ${login} of DATABASE_URL may not create or change the roles of Maillage: as an administrator of the server run "${statements.join(' ')}", or make the roles yourself and give DATABASE_APP_URL and DATABASE_PUBLIC_URL.`,
	);
}
