import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { asFullDisk, OperatorProblem } from '../operator-problem.ts';
import { SUPERUSER, type ClusterFolder } from './initialise-cluster.ts';
import { throughRunner, type Programs } from './runner.ts';

export interface Cluster {
	port: number;
	processId: number;
	/** The address of the superuser's own database. */
	url: string;
	/** Settles when the server has ended, for whatever reason. */
	ended: Promise<void>;
	/** Fast shutdown: open transactions are rolled back. */
	stop(): Promise<void>;
}

export interface ClusterSettings extends ClusterFolder {
	logFile: string;
	/** A chosen port keeps the addresses of a restarted server valid. Undefined: any free one. */
	port?: number | undefined;
	/** For throw-away databases only. */
	hasty?: boolean;
}

interface Running {
	ended: Promise<void>;
	port: number;
	how: Programs;
	settings: ClusterSettings;
}

const LOG_LIMIT_BYTES = 1_000_000;
const STOP_MILLISECONDS = 15_000;

export async function startCluster(how: Programs, settings: ClusterSettings): Promise<Cluster> {
	for (let attempt = 1; ; attempt++) {
		const port = settings.port ?? (await findFreePort());
		const logFrom = rotateLog(settings.logFile);
		const child = spawnServer(how, settings, port);
		const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()).once('error', () => resolve()));
		if (await becomesReady(child, settings.cluster)) return describe(child, { ended, port, how, settings });
		const log = readFileSync(settings.logFile, 'utf8').slice(logFrom);
		// Between our look for a free port and its use, somebody else may have taken it.
		if (attempt >= 4 || !log.includes('Address already in use')) throw explainEnd(log, settings.logFile);
		await sleep(settings.port === undefined ? 0 : 250 * attempt);
	}
}

function describe(child: ChildProcess, { ended, port, how, settings }: Running): Cluster {
	const url = `postgresql://${SUPERUSER}:${encodeURIComponent(settings.password)}@127.0.0.1:${port}/postgres`;
	async function stop(): Promise<void> {
		if (child.exitCode !== null || child.signalCode !== null) return;
		if (process.platform === 'win32') {
			spawnSync(how.binaries.pgCtl, ['stop', '-D', settings.cluster, '-m', 'fast']);
		} else {
			child.kill('SIGINT');
		}
		const last = setTimeout(() => child.kill('SIGQUIT'), STOP_MILLISECONDS);
		await ended;
		clearTimeout(last);
	}
	return { port, processId: child.pid ?? 0, url, ended, stop };
}

function spawnServer(how: Programs, settings: ClusterSettings, port: number): ChildProcess {
	const parameters: Record<string, string | number> = {
		port,
		listen_addresses: '127.0.0.1',
		unix_socket_directories: '',
		shared_buffers: '128MB',
		// What many write at once waits here for the disk, and not they.
		wal_buffers: '64MB',
		max_connections: 60,
		jit: 'off',
		// An import writes this much at once; every checkpoint on the way would write its pages a second time.
		max_wal_size: '2GB',
		// The log must never hold what people wrote: no statements, no parameters, no details of a violated key.
		log_min_messages: 'warning',
		log_statement: 'none',
		log_min_error_statement: 'panic',
		log_parameter_max_length: 0,
		log_parameter_max_length_on_error: 0,
		log_error_verbosity: 'terse',
		...(settings.hasty === true ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } : {}),
	};
	const args = Object.entries(parameters).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
	const [program, allArgs, options] = throughRunner(how.runner, how.binaries.postgres, [
		'-D',
		settings.cluster,
		...args,
	]);
	const log = openSync(settings.logFile, 'a', 0o600);
	try {
		// In a session of its own: the terminal's Ctrl-C reaches us first, and we stop it in order.
		return spawn(program, allArgs, { ...options, cwd: settings.cluster, detached: true, stdio: ['ignore', log, log] });
	} finally {
		closeSync(log);
	}
}

/** PostgreSQL writes its state on the eighth line of its own lock file. False when it ended before it was ready. */
async function becomesReady(child: ChildProcess, cluster: string): Promise<boolean> {
	while (child.exitCode === null && child.signalCode === null && child.pid !== undefined) {
		const lines = readLines(join(cluster, 'postmaster.pid'));
		if (lines[0] === String(child.pid) && lines[7]?.trim() === 'ready') return true;
		await sleep(10);
	}
	return false;
}

function readLines(file: string): string[] {
	try {
		return readFileSync(file, 'utf8').split('\n');
	} catch {
		return [];
	}
}

function explainEnd(log: string, logFile: string): Error {
	const fullDisk = asFullDisk(log);
	if (fullDisk !== undefined) return fullDisk;
	const line = log.split('\n').findLast((candidate) => /FATAL|PANIC|could not|denied|error/.test(candidate));
	const reason = line?.replace(/^.*?(FATAL|PANIC):\s*/, '') ?? 'no reason given';
	return new OperatorProblem(
		`PostgreSQL did not start (${reason.trim()}): read ${logFile}, correct that and start again.`,
	);
}

/** Keeps one older log. Returns how long the current one is. */
function rotateLog(logFile: string): number {
	const size = statSync(logFile, { throwIfNoEntry: false })?.size ?? 0;
	if (size < LOG_LIMIT_BYTES) return size;
	renameSync(logFile, `${logFile}.1`);
	return 0;
}

/** A port of loopback that nobody listens on at this moment. */
export function findFreePort(): Promise<number> {
	return new Promise((resolve, reject) => {
		const server = createServer().once('error', reject);
		server.listen(0, '127.0.0.1', () => {
			const address = server.address();
			server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
		});
	});
}
