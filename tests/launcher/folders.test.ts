import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { aFolder, findFreePort, refusal, start, untilReady } from './start.ts';

const isRoot = process.getuid?.() === 0;
const mayMount = isRoot && process.platform === 'linux' && tryMount();

test.runIf(mayMount)('a data folder on a read-only disk is refused in words', async () => {
	const folder = mounted('ro');
	expect(await refusal({ PORT: await port(), DATA_DIR: join(folder, 'data') })).toMatch(
		/^\S+ is on a disk that cannot be written: choose another folder with DATA_DIR/,
	);
});

test.runIf(mayMount)('a full disk is refused in words, nothing half-made stays, and with space it starts', async () => {
	const folder = mounted('size=20m');
	const data = join(folder, 'data');
	expect(await refusal({ PORT: await port(), DATA_DIR: data })).toMatch(/^The disk of \S+ is full: free some space/);
	expect(readdirSync(data)).toEqual(['maillage.json']);
	execFileSync('mount', ['-o', 'remount,size=400m', folder]);
	await servesAndStops(data);
});

test.runIf(mayMount)(
	'a disk that fills up while the database is being filled leaves the next start a sound database',
	async () => {
		const folder = mounted('size=400m');
		const data = join(folder, 'data');
		await servesAndStops(data, { DEMO: '0' });
		execFileSync('fallocate', ['-l', freeBytes(folder), join(folder, 'ballast')]);
		expect(await refusal({ PORT: await port(), DATA_DIR: data })).toMatch(/^The disk of .* is full: free some space/);
		execFileSync('rm', [join(folder, 'ballast')]);
		await servesAndStops(data);
	},
);

test.skipIf(isRoot)('a folder that this user may not write is refused in words', async () => {
	const { folder, remove } = aFolder();
	onTestFinished(remove);
	mkdirSync(join(folder, 'closed'), { mode: 0o500 });
	expect(await refusal({ PORT: await port(), DATA_DIR: join(folder, 'closed', 'data') })).toMatch(
		/may not be written by this user/,
	);
});

test('an interrupted first start, and a lock of a dead process, do not block the next', async () => {
	const { folder, remove } = aFolder();
	onTestFinished(remove);
	const data = join(folder, 'data');
	const first = start({ PORT: await port(), DATA_DIR: data });
	const begun = () => existsSync(data) && readdirSync(data).some((name) => name.startsWith('postgresql.new-'));
	await expect.poll(begun, { interval: 5, timeout: 20_000 }).toBe(true);
	// The process that makes the database is killed as by a power cut.
	process.kill(JSON.parse(readFileSync(join(data, 'maillage.lock'), 'utf8')).pid, 'SIGKILL');
	await first.ended;
	expect(existsSync(join(data, 'maillage.lock'))).toBe(true);
	expect(existsSync(join(data, 'postgresql'))).toBe(false);
	await servesAndStops(data);
	expect(readdirSync(data).toSorted()).toEqual(['maillage.json', 'postgresql', 'postgresql.log']);
});

test.runIf(isRoot)('in a folder that only root may enter the database is made and runs as another user', async () => {
	const { folder, remove } = aFolder();
	onTestFinished(remove);
	execFileSync('chmod', ['0700', folder]);
	await servesAndStops(join(folder, 'data'));
});

test.runIf(isRoot && process.platform === 'linux')(
	'where the capability cannot be given, the sentence names the folder and the ways out',
	async () => {
		const { folder, remove } = aFolder();
		onTestFinished(remove);
		execFileSync('chmod', ['0700', folder]);
		const sentence = await refusal({ PORT: await port(), DATA_DIR: join(folder, 'data'), PATH: '/nonexistent' });
		expect(sentence).toMatch(/^PostgreSQL must not run as root, and the user \w+ may not enter /);
		expect(sentence).toContain(`run "chmod o+x ${folder}"`);
		expect(readdirSync(join(folder, 'data'))).toEqual([]);
	},
);

async function servesAndStops(data: string, env: Record<string, string> = {}): Promise<void> {
	const run = start({ PORT: await port(), DATA_DIR: data, ...env });
	await untilReady(run);
	run.process.kill('SIGTERM');
	expect(await run.ended).toBe(0);
}

async function port(): Promise<string> {
	return String(await findFreePort());
}

function tryMount(): boolean {
	const { folder, remove } = aFolder();
	const done = spawnSync('mount', ['-t', 'tmpfs', '-o', 'ro', 'tmpfs', folder]).status === 0;
	if (done) spawnSync('umount', [folder]);
	remove();
	return done;
}

function mounted(options: string): string {
	const { folder, remove } = aFolder();
	execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder]);
	onTestFinished(() => {
		execFileSync('umount', ['-l', folder]);
		remove();
	});
	if (options !== 'ro') writeFileSync(join(folder, 'writable'), '');
	return folder;
}

function freeBytes(folder: string): string {
	return execFileSync('df', ['--output=avail', '-B1', folder]).toString().split('\n')[1]?.trim() ?? '0';
}
