import { resolve } from 'node:path';
import { sql } from 'kysely';
import { countNewTables } from '#house/database/count-new-tables.ts';
import { explainConnection, refuseMalformedUrl } from '#house/database/explain-connection.ts';
import { connectDatabase, type Database } from '#house/database/kysely.ts';
import { migrate } from '#house/database/migrate.ts';
import { codeOf, OperatorProblem } from '#house/database/operator-problem.ts';
import { openPool } from '#house/database/pool.ts';
import { checkRoles, MIGRATOR, prepareRoles } from '#house/database/prepare-roles.ts';
import { loginUrl } from '#house/database/role-password.ts';
import { refuseServerVersion } from '#house/database/server-version.ts';
import { installJobs } from '#house/jobs/install-jobs.ts';
import { listOwnOrganisations } from '#rooms/directory/list-own-organisations.server.ts';
import { loadNetwork } from '#rooms/directory/load-network.server.ts';
import { loadDemonstrationPeople } from '#rooms/identity/load-demonstration-people.server.ts';
import { loadAreas } from '#rooms/orientation/load-areas.server.ts';
import { loadParties } from '#rooms/protocol/load-parties.server.ts';
import { loadDemonstrationTeam, removeDemonstrationTeams } from './load-demonstration-team.ts';
import type { Cleanup } from './cleanup.ts';
import { startEmbeddedServer } from './embedded-server.ts';
import { step } from './progress.ts';
import type { Settings } from './settings.ts';

const LOADING_LOCK = 4_205_111_503;

/**
 * A database that is up, migrated and filled. What the web application needs of it is in the environment afterwards,
 * and the address of the administrator no longer is.
 */
export async function prepareDatabase(settings: Settings, cleanup: Cleanup): Promise<void> {
	const { databaseUrl, roleUrls, dataDirectory } = settings;
	if (databaseUrl !== undefined) refuseMalformedUrls(databaseUrl, roleUrls);
	const url = databaseUrl ?? (await startEmbeddedServer(dataDirectory, cleanup));
	const admin = connectDatabase(
		openPool(url, { max: 1, applicationName: 'maillage start', connectionTimeoutMillis: 10_000 }),
	);
	try {
		await step('Connecting to the database', () => checkServer(admin, url));
		await step('Preparing the roles', () => (roleUrls === undefined ? prepareRoles(admin, url) : checkRoles(admin)));
		await step('Migrating the database', () => migrateOrExplain(admin, settings));
		const runtime = roleUrls ?? { app: loginUrl(url, 'maillage_app'), public: loginUrl(url, 'maillage_public') };
		// To sign in is to wait, and so is to load: one beside the other.
		await allOrFirstProblem([
			fill({ admin, url }, settings),
			checkLogin('DATABASE_APP_URL', runtime.app),
			checkLogin('DATABASE_PUBLIC_URL', runtime.public),
		]);
		Object.assign(process.env, {
			DATABASE_APP_URL: runtime.app,
			DATABASE_PUBLIC_URL: runtime.public,
			DEMO: settings.demonstration ? '1' : '0',
		});
		delete process.env.DATABASE_URL;
	} finally {
		await admin.destroy();
	}
}

async function fill({ admin, url }: { admin: Database; url: string }, { demonstration }: Settings): Promise<void> {
	await step('Preparing the job queue', () => installJobs(admin, url));
	await step('Loading reference data and the network', () => load(admin, demonstration));
}

/** Ends when all have ended, so that nothing is under way when a problem is told: that of the first in the list. */
async function allOrFirstProblem(works: Promise<void>[]): Promise<void> {
	for (const outcome of await Promise.allSettled(works)) if (outcome.status === 'rejected') throw outcome.reason;
}

function refuseMalformedUrls(databaseUrl: string, roleUrls: Settings['roleUrls']): void {
	const problem =
		refuseMalformedUrl('DATABASE_URL', databaseUrl) ??
		(roleUrls &&
			(refuseMalformedUrl('DATABASE_APP_URL', roleUrls.app) ??
				refuseMalformedUrl('DATABASE_PUBLIC_URL', roleUrls.public)));
	if (problem !== undefined) throw problem;
}

async function checkServer(admin: Database, url: string): Promise<void> {
	const answer = await sql<{ version: number }>`select current_setting('server_version_num')::int as version`
		.execute(admin)
		.catch((error: unknown) => {
			throw explainConnection('DATABASE_URL', url, error) ?? error;
		});
	const refusal = refuseServerVersion(answer.rows[0]?.version ?? 0);
	if (refusal !== undefined) throw new OperatorProblem(refusal);
}

async function checkLogin(setting: string, url: string): Promise<void> {
	// Longer than elsewhere: what is loaded beside keeps this process busy too.
	const database = connectDatabase(
		openPool(url, { max: 1, applicationName: 'maillage start', connectionTimeoutMillis: 30_000 }),
	);
	try {
		const { rows } = await sql<{
			name: string;
			passes: boolean;
		}>`select rolname as name, rolsuper or rolbypassrls as passes
			from pg_roles where rolname in (session_user, current_user) order by passes desc`.execute(database);
		const [strongest] = rows;
		if (strongest?.passes === true) throw new OperatorProblem(explainTooStrong(setting, strongest.name));
	} catch (error) {
		throw explainConnection(setting, url, error) ?? error;
	} finally {
		await database.destroy();
	}
}

function explainTooStrong(setting: string, name: string): string {
	return `The user ${name} of ${setting} is a superuser or has BYPASSRLS, and would see what row-level security hides: give a user without these powers, or run "ALTER ROLE ${name} NOSUPERUSER NOBYPASSRLS;".`;
}

async function migrateOrExplain(admin: Database, { migrationsDirectory }: Settings): Promise<void> {
	try {
		await migrate(admin, migrationsDirectory);
	} catch (error) {
		if (codeOf(error) !== '42501') throw error;
		const message = error instanceof Error ? error.message : '';
		const { rows } = await sql<{ login: string; name: string }>`select quote_ident(session_user) as login,
			quote_ident(current_database()) as name`.execute(admin);
		const { login, name } = rows[0] ?? { login: '', name: '' };
		throw new OperatorProblem(
			`The user ${login} of DATABASE_URL may not migrate the database (${message}): as an administrator of the server run "GRANT ${MIGRATOR} TO ${login}; GRANT CREATE, CONNECT ON DATABASE ${name} TO ${MIGRATOR};".`,
			{ cause: error },
		);
	}
}

async function load(admin: Database, demonstration: boolean): Promise<void> {
	const referenceDirectory = resolve('reference');
	const demonstrationDirectory = demonstration ? resolve('seed/network') : undefined;
	await admin.transaction().execute(async (tx) => {
		await sql`select pg_advisory_xact_lock(${sql.lit(LOADING_LOCK)})`.execute(tx);
		await sql`set local role ${sql.id(MIGRATOR)}`.execute(tx);
		await loadAreas(tx, referenceDirectory);
		await loadNetwork(tx, { referenceDirectory, demonstrationDirectory });
		await loadParties(tx, referenceDirectory);
		// Imaginary services have taken with them what was written to them.
		if (!demonstration) await removeDemonstrationTeams(tx);
		const organisations = demonstration ? await listOwnOrganisations(tx) : [];
		await loadDemonstrationPeople(tx, demonstration ? organisations : 'without');
		if (demonstration) await loadDemonstrationTeam(tx, organisations);
		await countNewTables(tx);
	});
}
