import { join } from 'node:path';
import { findBinaries } from '#house/database/embedded/binaries.ts';
import { startCluster, type Cluster } from '#house/database/embedded/cluster.ts';
import { initialiseCluster } from '#house/database/embedded/initialise-cluster.ts';
import { chooseRunner } from '#house/database/embedded/runner.ts';
import type { Cleanup } from './cleanup.ts';
import { takeDataFolder } from './data-folder.ts';
import { keepAlive } from './keep-alive.ts';
import { step } from './progress.ts';

/** The PostgreSQL in the data folder, made if need be, started, and started again if it dies. Returns its address. */
export async function startEmbeddedServer(dataDirectory: string, cleanup: Cleanup): Promise<string> {
	const binaries = findBinaries();
	cleanup.add(await step('Taking the data folder', () => takeDataFolder(dataDirectory)));
	const how = { binaries, runner: chooseRunner(binaries, dataDirectory) };
	const made = await step('Making the database', () => initialiseCluster(dataDirectory, how));
	const settings = { ...made, logFile: join(dataDirectory, 'postgresql.log') };
	const open = (port?: number): Promise<Cluster> => startCluster(how, { ...settings, port });
	const first = await step('Starting PostgreSQL', () => open());
	keepAlive(first, { open, cleanup, logFile: settings.logFile });
	return first.url;
}
