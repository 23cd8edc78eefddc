import { join } from 'node:path';
import { findBinaries } from '../database/embedded/binaries.ts';
import { startCluster, type Cluster } from '../database/embedded/cluster.ts';
import { initialiseCluster } from '../database/embedded/initialise-cluster.ts';
import { chooseRunner } from '../database/embedded/runner.ts';

/** A PostgreSQL of this major version that trusts the machine not to lose power. */
export async function startThrowAwayCluster(folder: string, major: number): Promise<Cluster> {
	const binaries = findBinaries(major);
	const how = { binaries, runner: chooseRunner(binaries, folder) };
	const made = await initialiseCluster(folder, how, { hasty: true });
	return startCluster(how, { ...made, logFile: join(folder, 'postgresql.log'), hasty: true });
}
