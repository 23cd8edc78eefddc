import { sql } from 'kysely';
import { explainConnection } from '#house/database/explain-connection.ts';
import { connectDatabase, type Database } from '#house/database/kysely.ts';
import { openPool, type PoolSettings } from '#house/database/pool.ts';
import type { Cleanup } from './cleanup.ts';

/** A database that answers, closed with the rest; else one sentence that names the setting its address comes from. */
export async function openChecked(
	{ setting, url }: { setting: string; url: string },
	settings: PoolSettings,
	cleanup: Cleanup,
): Promise<Database> {
	const database = connectDatabase(openPool(url, { connectionTimeoutMillis: 10_000, ...settings }));
	cleanup.add(() => database.destroy());
	try {
		await sql`select 1`.execute(database);
	} catch (error) {
		throw explainConnection(setting, url, error) ?? error;
	}
	return database;
}
