import { sql } from 'kysely';
import { explainConnection } from '#house/database/explain-connection.ts';
import { connectDatabase, type Database } from '#house/database/kysely.ts';
import { openPool } from '#house/database/pool.ts';
import { loginUrl } from '#house/database/role-password.ts';
import type { Cleanup } from './cleanup.ts';
import { findDatabase } from './connect-as-owner.ts';
import type { Settings } from './settings.ts';

/** The database as the application sees it, behind the same walls; beside a Maillage that runs or without. */
export async function connectAsApplication(settings: Settings, cleanup: Cleanup): Promise<Database> {
	const url = settings.roleUrls?.app ?? loginUrl(await findDatabase(settings, cleanup), 'maillage_app');
	const pool = openPool(url, { max: 1, applicationName: 'maillage invite', connectionTimeoutMillis: 10_000 });
	const database = connectDatabase(pool);
	cleanup.add(() => database.destroy());
	try {
		await sql`select 1`.execute(database);
	} catch (error) {
		throw explainConnection('DATABASE_URL', url, error) ?? error;
	}
	return database;
}
