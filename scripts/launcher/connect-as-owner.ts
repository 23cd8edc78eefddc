import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findBinaries } from '#house/database/embedded/binaries.ts';
import { initialiseCluster, SUPERUSER } from '#house/database/embedded/initialise-cluster.ts';
import { chooseRunner } from '#house/database/embedded/runner.ts';
import { refuseMalformedUrl } from '#house/database/explain-connection.ts';
import type { Database } from '#house/database/kysely.ts';
import { OperatorProblem } from '#house/database/operator-problem.ts';
import { MIGRATOR } from '#house/database/prepare-roles.ts';
import type { Cleanup } from './cleanup.ts';
import { startEmbeddedServer } from './embedded-server.ts';
import { openChecked } from './open-checked.ts';
import { isServerAlive } from './orphan.ts';
import type { Settings } from './settings.ts';

/** The database as the owner of its tables sees it, beside a Maillage that runs or without. Migrates nothing. */
export async function connectAsOwner(settings: Settings, cleanup: Cleanup): Promise<Database> {
	const url = await findDatabase(settings, cleanup);
	const pool = { max: 3, applicationName: 'maillage audit', role: MIGRATOR };
	return openChecked({ setting: 'DATABASE_URL', url }, pool, cleanup);
}

/** The address of the database that Maillage uses, started where it is ours and does not run. */
export async function findDatabase({ databaseUrl, dataDirectory }: Settings, cleanup: Cleanup): Promise<string> {
	const malformed = databaseUrl === undefined ? undefined : refuseMalformedUrl('DATABASE_URL', databaseUrl);
	if (malformed !== undefined) throw malformed;
	return databaseUrl ?? (await findEmbedded(dataDirectory, cleanup));
}

async function findEmbedded(dataDirectory: string, cleanup: Cleanup): Promise<string> {
	const cluster = join(dataDirectory, 'postgresql');
	if (!existsSync(cluster)) {
		throw new OperatorProblem(
			`There is no database in ${dataDirectory}: give DATA_DIR or DATABASE_URL as for npm start, or run npm start first.`,
		);
	}
	if (!isServerAlive(cluster)) return startEmbeddedServer(dataDirectory, cleanup);
	const binaries = findBinaries();
	const { password } = await initialiseCluster(dataDirectory, {
		binaries,
		runner: chooseRunner(binaries, dataDirectory),
	});
	// PostgreSQL writes its port on the fourth line of its own lock file.
	const port = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')[3]?.trim();
	return `postgresql://${SUPERUSER}:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`;
}
