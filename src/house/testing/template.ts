import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { sql, type Transaction } from 'kysely';
import { countNewTables } from '../database/count-new-tables.ts';
import { connectDatabase, type Database } from '../database/kysely.ts';
import { migrate } from '../database/migrate.ts';
import { openPool } from '../database/pool.ts';
import { MIGRATOR, prepareRoles } from '../database/prepare-roles.ts';
import type { DB } from '../database/schema.ts';
import { installJobs } from '../jobs/install-jobs.ts';

export const TEMPLATE = 'maillage_template';
export const MIGRATIONS = resolve('migrations');

/** The same server, another database. */
export function withDatabase(url: string, name: string): string {
	const address = new URL(url);
	address.pathname = `/${name}`;
	return address.href;
}

export async function buildTemplate(serverUrl: string): Promise<void> {
	await withAdmin(serverUrl, (server) => sql`create database ${sql.id(TEMPLATE)}`.execute(server));
	const url = withDatabase(serverUrl, TEMPLATE);
	await withAdmin(url, async (admin) => {
		await prepareRoles(admin, url);
		await migrate(admin, MIGRATIONS);
		await installJobs(admin, url);
		await admin.transaction().execute(async (tx) => {
			await sql`set local role ${sql.id(MIGRATOR)}`.execute(tx);
			await loadReferenceData(tx);
			await countNewTables(tx);
		});
	});
}

export async function withAdmin(url: string, work: (admin: Database) => Promise<unknown>): Promise<void> {
	const admin = connectDatabase(
		openPool(url, { max: 1, applicationName: 'maillage-test', connectionTimeoutMillis: 5000 }),
	);
	try {
		await work(admin);
	} finally {
		await admin.destroy();
	}
}

/** The public reference data, without the demonstration network. The house knows no room, hence the late import by path. */
async function loadReferenceData(tx: Transaction<DB>): Promise<void> {
	const referenceDirectory = resolve('reference');
	const loadAreas = await findVerb('src/rooms/orientation/load-areas.server.ts', 'loadAreas');
	await loadAreas?.(tx, referenceDirectory);
	const loadNetwork = await findVerb('src/rooms/directory/load-network.server.ts', 'loadNetwork');
	await loadNetwork?.(tx, { referenceDirectory, demonstrationDirectory: undefined });
	const loadParties = await findVerb('src/rooms/protocol/load-parties.server.ts', 'loadParties');
	await loadParties?.(tx, referenceDirectory);
}

async function findVerb(file: string, name: string): Promise<((...args: unknown[]) => Promise<void>) | undefined> {
	const path = resolve(file);
	if (!existsSync(path)) return undefined;
	const module: Record<string, (...args: unknown[]) => Promise<void>> = await import(
		/* @vite-ignore */ pathToFileURL(path).href
	);
	return module[name];
}
