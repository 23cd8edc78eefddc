import { aFolder, findFreePort, start, untilReady, type Start } from '../launcher/start.ts';

export interface Application {
	address: string;
	process: Start['process'];
	output: Start['output'];
	stop(): Promise<void>;
}

/** The real application, started as `npm start` does, with a port and a data folder of its own; its log tells all it ever tells. */
export async function anApplication(env: Record<string, string> = {}): Promise<Application> {
	const { folder, remove } = aFolder();
	const port = env.PORT ?? String(await findFreePort());
	const run = start({ PORT: port, DATA_DIR: folder, RATE_LIMIT_PER_MINUTE: '0', LOG_LEVEL: 'debug', ...env });
	async function stop(): Promise<void> {
		run.process.kill('SIGTERM');
		await run.ended;
		remove();
	}
	try {
		await untilReady(run);
	} catch (error) {
		await stop();
		throw error;
	}
	return { address: `http://127.0.0.1:${port}`, process: run.process, output: run.output, stop };
}
