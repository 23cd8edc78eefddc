import { execFileSync } from 'node:child_process';
import { chmodSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { aFolder, findFreePort, refusal, start, untilReady, type Start } from './start.ts';

const { folder, remove } = aFolder();
const data = join(folder, 'data');
const port = String(await findFreePort());
const env = { PORT: port, DATA_DIR: data };
const started: Start[] = [];
afterAll(() => {
	for (const { process } of started) process.kill('SIGKILL');
	remove();
});

test('it starts, answers, and stops on SIGTERM with code 0 and nothing left running', async () => {
	const run = await aStart();
	expect((await fetch(`http://127.0.0.1:${port}/fr`)).status).toBe(200);
	run.process.kill('SIGTERM');
	expect(await run.ended).toBe(0);
	expect(run.output.stderr).toBe('');
	expect(listProcesses()).toEqual([]);
});

test('the second start takes less than 5 seconds', async () => {
	const began = performance.now();
	const run = await aStart();
	expect(performance.now() - began).toBeLessThan(5000);
	expect((await fetch(`http://127.0.0.1:${port}/health/ready`)).status).toBe(200);
	await stop(run);
});

test('a folder in use is refused, and the one who uses it goes on', async () => {
	const run = await aStart();
	const sentence = await refusal({ ...env, PORT: String(await findFreePort()) });
	expect(sentence).toMatch(/\/data is in use by process \d+: stop it first, or choose another folder with DATA_DIR/);
	expect((await fetch(`http://127.0.0.1:${port}/health/ready`)).status).toBe(200);
	await stop(run);
});

test('Ctrl-C, which the terminal sends to all and the parent passes on, stops in order', async () => {
	const run = await aStart();
	const group = run.process.pid ?? 0;
	expect(readGroup(readLockOwner())).toBe(group);
	// The terminal must not reach the database: it would stop before the requests that need it.
	expect(readGroup(readServerId())).not.toBe(group);
	process.kill(-group, 'SIGINT');
	expect(await run.ended).toBe(0);
	expect(listProcesses()).toEqual([]);
});

test('when the process that started it is killed everything ends, in order', async () => {
	const run = await aStart();
	run.process.kill('SIGKILL');
	await expect.poll(listProcesses, { timeout: 10_000 }).toEqual([]);
	expect(readFileSync(join(data, 'postgresql.log'), 'utf8').trim().split('\n').at(-1)).toContain(
		'database system is shut down',
	);
});

test.runIf(process.platform === 'linux')(
	'when it is killed itself the database ends too, and the next start works',
	async () => {
		const run = await aStart();
		process.kill(readLockOwner(), 'SIGKILL');
		expect(await run.ended).not.toBe(0);
		await expect.poll(listProcesses, { timeout: 10_000 }).toEqual([]);
		await stop(await aStart());
	},
);

test.runIf(isOpenToAll(process.cwd()))(
	'a database that outlived its Maillage, where nothing could end it, is taken over',
	async () => {
		chmodSync(folder, 0o755);
		// Without a PATH there is no setpriv, as on a Mac.
		const run = await aStart({ PATH: '/nonexistent' });
		const orphan = readServerId();
		process.kill(readLockOwner(), 'SIGKILL');
		await run.ended;
		process.kill(orphan, 0);
		const next = await aStart();
		expect(readServerId()).not.toBe(orphan);
		await stop(next);
	},
);

test('when PostgreSQL dies it is started again, and the site heals', async () => {
	const run = await aStart();
	process.kill(readServerId(), 'SIGKILL');
	await expect
		.poll(() => run.output.stderr, { timeout: 10_000 })
		.toContain('PostgreSQL had ended by itself and was started again.');
	const answers = () => fetch(`http://127.0.0.1:${port}/health/ready`).then(({ status }) => status);
	await expect.poll(answers, { timeout: 10_000 }).toBe(200);
	await stop(run);
});

async function aStart(more: Record<string, string> = {}): Promise<Start> {
	const run = start({ ...env, ...more });
	started.push(run);
	await untilReady(run);
	return run;
}

async function stop(run: Start): Promise<void> {
	run.process.kill('SIGTERM');
	expect(await run.ended).toBe(0);
	expect(listProcesses()).toEqual([]);
}

/** Whether the unprivileged user of the database may pass through without help. */
function isOpenToAll(path: string): boolean {
	if (process.getuid?.() !== 0) return true;
	return (statSync(path).mode & 0o1) === 1 && (dirname(path) === path || isOpenToAll(dirname(path)));
}

function readLockOwner(): number {
	return JSON.parse(readFileSync(join(data, 'maillage.lock'), 'utf8')).pid;
}

function readServerId(): number {
	return Number(readFileSync(join(data, 'postgresql', 'postmaster.pid'), 'utf8').split('\n')[0]);
}

function readGroup(processId: number): number {
	return Number(execFileSync('ps', ['-o', 'pgid=', '-p', String(processId)]).toString());
}

/** Whatever of ours still runs: by the data folder in its command line or its environment. */
function listProcesses(): string[] {
	const lines = execFileSync('ps', ['axeww', '-o', 'pid,command']).toString().split('\n');
	return lines.filter((line) => line.includes(data) && !line.includes('ps axeww'));
}
