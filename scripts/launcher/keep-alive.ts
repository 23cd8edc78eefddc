import { setTimeout as sleep } from 'node:timers/promises';
import type { Cluster } from '#house/database/embedded/cluster.ts';
import type { Cleanup } from './cleanup.ts';
import { explainFailure } from './explain-failure.ts';

interface Care {
	/** Starts the server again, on the port that the addresses in use name. */
	open: (port: number) => Promise<Cluster>;
	cleanup: Cleanup;
	logFile: string;
}

const TRIES_PER_MINUTE = 5;

/** Starts a server that ended by itself again, after a growing delay; stops Maillage when that keeps happening. */
export function keepAlive(first: Cluster, care: Care): void {
	let cluster = first;
	care.cleanup.add(() => cluster.stop());
	void watch();

	async function watch(): Promise<void> {
		const deaths: number[] = [];
		for (;;) {
			await cluster.ended;
			if (care.cleanup.begun) return;
			const revived = await revive(cluster.port, deaths, care);
			if (revived === undefined) return;
			cluster = revived;
			// Asked to stop while it was starting: the cleanup had no server to stop.
			if (care.cleanup.begun) return cluster.stop();
			console.error('PostgreSQL had ended by itself and was started again.');
		}
	}
}

async function revive(port: number, deaths: number[], { open, cleanup, logFile }: Care): Promise<Cluster | undefined> {
	for (;;) {
		deaths.push(Date.now());
		const recent = deaths.filter((at) => Date.now() - at < 60_000).length;
		if (recent > TRIES_PER_MINUTE) {
			console.error(
				`PostgreSQL ended ${recent} times within a minute: read ${logFile}, correct what it says, and start Maillage again.`,
			);
			await cleanup.run();
			process.exit(1);
		}
		await sleep(100 * 2 ** recent);
		if (cleanup.begun) return undefined;
		try {
			return await open(port);
		} catch (error) {
			console.error(explainFailure(error, logFile));
		}
	}
}
