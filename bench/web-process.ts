import { fork, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { findFreePort } from '#house/database/embedded/cluster.ts';
import { compileCache, memoryBounds } from '../scripts/launcher/node-settings.mjs';
import type { Cleanup } from '../scripts/launcher/cleanup.ts';

const PATIENCE_MILLISECONDS = 60_000;

/** A server in a process of its own. */
export interface WebProcess {
	address: string;
	/** From the start of the process to the first answer with status 200. */
	readyMilliseconds: number;
	/** Megabytes of memory held now; undefined where the system does not say it. */
	residentMegabytes(): number | undefined;
	/** Time on a processor since the start; it depends far less on what else the machine does than answers per second. */
	processorMilliseconds(): number | undefined;
	stop(): Promise<void>;
}

interface How {
	file: string;
	env: Record<string, string>;
	/** The page asked until it answers with 200. */
	path: string;
	/** What the process must be told before it can answer. */
	told?: object;
}

/** Starts a script that serves on PORT, with our own Node and an environment without the settings of whoever runs the bench. */
export async function startWebProcess({ file, env, path, told }: How, cleanup: Cleanup): Promise<WebProcess> {
	const port = await findFreePort();
	const { DATABASE_URL: _, DATA_DIR: _1, LOG_LEVEL: _2, DEMO: _3, HOST: _4, ...inherited } = process.env;
	const began = performance.now();
	const child = fork(file, {
		// As `npm start` runs it; the limit runs under the same.
		execArgv: memoryBounds,
		env: { ...compileCache, ...inherited, NODE_ENV: 'production', ...env, PORT: String(port) },
		stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
	});
	const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
	async function stop(): Promise<void> {
		child.kill('SIGTERM');
		await ended;
	}
	cleanup.add(stop);
	if (told !== undefined) child.send(told);
	const address = `http://127.0.0.1:${port}`;
	await untilAnswered(address + path, child);
	const readyMilliseconds = performance.now() - began;
	return {
		address,
		readyMilliseconds,
		residentMegabytes: () => readResident(child.pid ?? 0),
		processorMilliseconds: () => readProcessorTime(child.pid ?? 0),
		stop,
	};
}

async function untilAnswered(url: string, child: ChildProcess): Promise<void> {
	const last = performance.now() + PATIENCE_MILLISECONDS;
	while (performance.now() < last) {
		if (child.exitCode !== null) throw new Error(`The server ended before it answered at ${url}.`);
		const answer = await fetch(url).catch(() => undefined);
		await answer?.arrayBuffer();
		if (answer?.status === 200) return;
		await sleep(5);
	}
	throw new Error(`No page at ${url} within ${PATIENCE_MILLISECONDS / 1000} s.`);
}

function readResident(processId: number): number | undefined {
	const file = `/proc/${processId}/status`;
	if (!existsSync(file)) return undefined;
	const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(file, 'utf8'))?.[1];
	return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
}

/** Linux counts in hundredths of a second, in user mode and in the kernel: fields 14 and 15, behind a name that may hold anything. */
function readProcessorTime(processId: number): number | undefined {
	const file = `/proc/${processId}/stat`;
	if (!existsSync(file)) return undefined;
	const fields = readFileSync(file, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
	return (Number(fields[11]) + Number(fields[12])) * 10;
}
