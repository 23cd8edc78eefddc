import { sql } from 'kysely';
import { afterAll, inject } from 'vitest';
import { connectDatabase, type Database } from '../database/kysely.ts';
import { openPool } from '../database/pool.ts';
import { MIGRATOR } from '../database/prepare-roles.ts';
import { loginUrl } from '../database/role-password.ts';
import { TEMPLATE, withAdmin, withDatabase } from './template.ts';

export interface TestDatabase extends AsyncDisposable {
	name: string;
	/** Addresses for a test that opens connections of its own. */
	urls: { admin: string; app: string; public: string };
	/** The superuser: only for what nobody else may, as planting a leak. */
	admin: Database;
	/** The owner of the tables, who loads reference data. */
	owner: Database;
	/** The application, as staff use it; acts for an organisation through `actAs`. */
	app: Database;
	/** The public pages: they only read. */
	public: Database;
	close(): Promise<void>;
}

let copies = 0;

/**
 * A database of its own for this test file, dropped at the file's end. At the top of the file:
 * `const database = await aDatabase();`. Inside one test: `await using database = await aCopy();`.
 */
export async function aDatabase(): Promise<TestDatabase> {
	const database = await aCopy();
	afterAll(() => database.close());
	return database;
}

/** A copy of the migrated template with the reference data, for whoever closes it. */
export async function aCopy(): Promise<TestDatabase> {
	const server = inject('databaseServer');
	const name = `test_${process.pid}_${process.env.VITEST_POOL_ID ?? '0'}_${Date.now().toString(36)}_${++copies}`;
	await withAdmin(server, async (admin) => {
		await sql`create database ${sql.id(name)} template ${sql.id(TEMPLATE)} strategy file_copy`.execute(admin);
		// The rights on a database itself are not copied.
		await sql`grant create, connect on database ${sql.id(name)} to ${sql.id(MIGRATOR)}`.execute(admin);
	});
	const admin = withDatabase(server, name);
	const urls = { admin, app: loginUrl(admin, 'maillage_app'), public: loginUrl(admin, 'maillage_public') };
	const handles = {
		admin: open(urls.admin),
		owner: open(urls.admin, MIGRATOR),
		app: open(urls.app),
		public: open(urls.public),
	};
	async function close(): Promise<void> {
		await Promise.all(Object.values(handles).map((handle) => handle.destroy()));
		await withAdmin(server, (database) => sql`drop database if exists ${sql.id(name)} with (force)`.execute(database));
	}
	return { name, urls, ...handles, close, [Symbol.asyncDispose]: close };
}

function open(url: string, role?: string): Database {
	const settings = { max: 4, applicationName: 'maillage-test', connectionTimeoutMillis: 5000 };
	return connectDatabase(openPool(url, role === undefined ? settings : { ...settings, role }));
}
