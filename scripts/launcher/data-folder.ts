import {
	accessSync,
	chmodSync,
	constants,
	existsSync,
	mkdirSync,
	readFileSync,
	rmSync,
	statSync,
	utimesSync,
	writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { codeOf, OperatorProblem } from '#house/database/operator-problem.ts';
import { isServerAlive, stopOrphan } from './orphan.ts';

const Lock = z.object({ pid: z.number().int().positive(), birth: z.string(), host: z.string() });
type Lock = z.infer<typeof Lock>;

const BEAT_MILLISECONDS = 5000;
const SILENCE_MILLISECONDS = 20_000;

/** Makes the data folder if need be and takes it for this process alone. Returns what gives it back. */
export async function takeDataFolder(folder: string): Promise<() => void> {
	// Asked first: making a folder on a read-only disk fails with the misleading ENOENT.
	accessSync(findExisting(folder), constants.W_OK);
	if (!existsSync(folder)) {
		mkdirSync(folder, { recursive: true });
		// The database may run as another user, who must pass through; the files inside are closed to all others.
		chmodSync(folder, process.getuid?.() === 0 ? 0o711 : 0o700);
	}
	const file = join(folder, 'maillage.lock');
	const mine: Lock = { pid: process.pid, birth: birthOf(process.pid), host: hostname() };
	const left = await writeLock(file, mine, folder);
	const cluster = join(folder, 'postgresql');
	try {
		if (isServerAlive(cluster)) {
			if (!left) throw inUse(folder, 'a PostgreSQL that was not started by Maillage');
			await stopOrphan(cluster);
		}
	} catch (error) {
		rmSync(file, { force: true });
		throw error;
	}
	const beat = setInterval(() => touch(file), BEAT_MILLISECONDS).unref();
	return () => {
		clearInterval(beat);
		rmSync(file, { force: true });
	};
}

function findExisting(folder: string): string {
	return existsSync(folder) || dirname(folder) === folder ? folder : findExisting(dirname(folder));
}

/** True when a dead process had left its lock. */
async function writeLock(file: string, mine: Lock, folder: string): Promise<boolean> {
	if (createLock(file, mine)) return false;
	const other = readLock(file);
	if (other !== undefined && isHeld(other, file)) throw inUse(folder, `process ${other.pid}`);
	rmSync(file, { force: true });
	const created = createLock(file, mine);
	// Another start may have found the same dead lock, and removed ours as we removed that one.
	await sleep(50);
	if (!created || readLock(file)?.birth !== mine.birth) throw inUse(folder, 'another start');
	return true;
}

function createLock(file: string, mine: Lock): boolean {
	try {
		writeFileSync(file, JSON.stringify(mine), { flag: 'wx', mode: 0o600 });
		return true;
	} catch (error) {
		if (codeOf(error) === 'EEXIST') return false;
		// A full disk leaves an empty file behind.
		if (codeOf(error) === 'ENOSPC') rmSync(file, { force: true });
		throw error;
	}
}

function readLock(file: string): Lock | undefined {
	try {
		return Lock.parse(JSON.parse(readFileSync(file, 'utf8')));
	} catch {
		return undefined;
	}
}

/** Processes of another machine or container cannot be seen from here: their lock is alive while it is being touched. */
function isHeld(lock: Lock, file: string): boolean {
	if (lock.host !== hostname()) return Date.now() - statSync(file).mtimeMs < SILENCE_MILLISECONDS;
	return lock.birth === birthOf(lock.pid) && lock.pid !== process.pid;
}

/** Tells a process from a later one of the same number. Empty when there is none. */
function birthOf(pid: number): string {
	try {
		process.kill(pid, 0);
	} catch (error) {
		if (codeOf(error) !== 'EPERM') return '';
	}
	if (process.platform !== 'linux') return String(pid);
	try {
		const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
		const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
			.replace(/^.*\) /s, '')
			.split(' ');
		// A zombie has ended; only its parent has not looked yet.
		return fields[0] === 'Z' ? '' : `${boot} ${pid} ${fields[19]}`;
	} catch {
		return '';
	}
}

function touch(file: string): void {
	try {
		utimesSync(file, new Date(), new Date());
	} catch {
		// The folder is gone or full: the database will say so itself.
	}
}

function inUse(folder: string, who: string): OperatorProblem {
	return new OperatorProblem(
		`${folder} is in use by ${who}: stop it first, or choose another folder with DATA_DIR (and another PORT).`,
	);
}
