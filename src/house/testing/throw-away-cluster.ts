import { join } from 'node:path';
import { findBinaries } from '../database/embedded/binaries.ts';
import { startCluster, type Cluster } from '../database/embedded/cluster.ts';
import { initialiseCluster } from '../database/embedded/initialise-cluster.ts';
import { chooseRunner } from '../database/embedded/runner.ts';

/** A PostgreSQL of this major version that trusts the machine not to lose power; one that is not hasty writes to the disk like any other. */
export async function startThrowAwayCluster(
	folder: string,
	major: number,
	{ hasty = true }: { hasty?: boolean } = {},
): Promise<Cluster> {
	const binaries = findBinaries(major);
	const how = { binaries, runner: chooseRunner(binaries, folder) };
	const made = await initialiseCluster(folder, how, { hasty });
	return startCluster(how, { ...made, logFile: join(folder, 'postgresql.log'), hasty });
}
