import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Start {
	process: ChildProcess;
	output: { stdout: string; stderr: string };
	/** The exit code, once everything that was started is gone and has said its last. */
	ended: Promise<number | null>;
}

/** A real start, through the runner, with the Node that npm would use. */
export function start(env: Record<string, string>, script = 'scripts/start.ts'): Start {
	const { DATABASE_URL: _, DEBUG: __, ...inherited } = process.env;
	const child = spawn(process.execPath, [resolve('scripts/run.mjs'), script], {
		env: { ...inherited, NODE_ENV: 'production', ...env },
		stdio: ['ignore', 'pipe', 'pipe'],
		// A process group of its own, as a terminal gives to a command.
		detached: true,
	});
	const output = { stdout: '', stderr: '' };
	child.stdout.on('data', (chunk: Buffer) => (output.stdout += chunk.toString()));
	child.stderr.on('data', (chunk: Buffer) => (output.stderr += chunk.toString()));
	const ended = new Promise<number | null>((done) => child.on('close', done));
	return { process: child, output, ended };
}

/** Waits until it serves; fails with what it said when it ends before. */
export async function untilReady({ output, ended }: Start): Promise<void> {
	let over = false;
	void ended.then(() => (over = true));
	while (!output.stdout.includes('Maillage is ready')) {
		if (over) throw new Error(`ended before it was ready: ${output.stdout}${output.stderr}`);
		await sleep(20);
	}
}

export function findFreePort(): Promise<number> {
	return new Promise((done, reject) => {
		const server = createServer().once('error', reject);
		server.listen(0, '127.0.0.1', () => {
			const address = server.address();
			server.close(() => done(typeof address === 'object' && address !== null ? address.port : 0));
		});
	});
}

/** An empty folder of its own, and what removes it. */
export function aFolder(): { folder: string; remove: () => void } {
	const folder = mkdtempSync(join(tmpdir(), 'maillage-start-'));
	return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Runs a start that must fail: one sentence on stderr, no stack trace, exit code not 0. Returns the sentence. */
export async function refusal(env: Record<string, string>): Promise<string> {
	const { output, ended } = start(env);
	const code = await ended;
	const lines = output.stderr.trim().split('\n');
	if (code === 0 || lines.length !== 1 || /^\s+at /m.test(output.stderr)) {
		throw new Error(`not one sentence (exit code ${code}): ${output.stdout}${output.stderr}`);
	}
	return lines[0] ?? '';
}
