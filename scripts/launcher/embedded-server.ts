import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findBinaries } from '#house/database/embedded/binaries.ts';
import { startCluster, type Cluster } from '#house/database/embedded/cluster.ts';
import { initialiseCluster } from '#house/database/embedded/initialise-cluster.ts';
import { chooseRunner } from '#house/database/embedded/runner.ts';
import type { Cleanup } from './cleanup.ts';
import { takeDataFolder } from './data-folder.ts';
import { explainFailure } from './explain-failure.ts';
import { step } from './progress.ts';

const TRIES_PER_MINUTE = 5;

/** The PostgreSQL in the data folder, made if need be, started, and started again if it dies. Returns its address. */
export async function startEmbeddedServer(dataDirectory: string, cleanup: Cleanup): Promise<string> {
	const binaries = findBinaries();
	cleanup.add(await step('Taking the data folder', () => takeDataFolder(dataDirectory)));
	const how = { binaries, runner: chooseRunner(binaries, dataDirectory) };
	const made = await step('Making the database', () => initialiseCluster(dataDirectory, how));
	const settings = { ...made, logFile: join(dataDirectory, 'postgresql.log') };
	let cluster = await step('Starting PostgreSQL', () => startCluster(how, settings));
	cleanup.add(() => cluster.stop());
	void keepAlive();
	return cluster.url;

	async function keepAlive(): Promise<void> {
		const deaths: number[] = [];
		for (;;) {
			await cluster.ended;
			if (cleanup.begun) return;
			const next = await revive(cluster.port, deaths);
			if (next === undefined) return;
			cluster = next;
			if (cleanup.begun) await cluster.stop();
			console.error('PostgreSQL had ended by itself and was started again.');
		}
	}

	async function revive(port: number, deaths: number[]): Promise<Cluster | undefined> {
		for (;;) {
			deaths.push(Date.now());
			const recent = deaths.filter((at) => Date.now() - at < 60_000).length;
			if (recent > TRIES_PER_MINUTE) return giveUp();
			await sleep(100 * 2 ** recent);
			if (cleanup.begun) return undefined;
			try {
				return await startCluster(how, { ...settings, port });
			} catch (error) {
				console.error(explainFailure(error, dataDirectory));
			}
		}
	}

	async function giveUp(): Promise<undefined> {
		console.error(
			`PostgreSQL ended ${TRIES_PER_MINUTE} times within a minute: read ${settings.logFile}, correct what it says, and start Maillage again.`,
		);
		await cleanup.run();
		process.exit(1);
	}
}
