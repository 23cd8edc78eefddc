import { spawnSync, type SpawnOptions } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { OperatorProblem } from '../operator-problem.ts';
import { makeExecutable, type Binaries } from './binaries.ts';

/** How the programs of PostgreSQL are started: as whom, and through what. */
export interface Runner {
	/** Undefined: as whoever we are. */
	user: { name: string; uid: number; gid: number } | undefined;
	/** A program and its arguments that come before the program itself. */
	prefix: string[];
}

/** The programs, and how to start them. */
export interface Programs {
	binaries: Binaries;
	runner: Runner;
}

/**
 * PostgreSQL refuses to run as root. Root starts it as the user postgres or nobody; where that user could not pass
 * through a folder (a clone in /root), with the one capability to read and enter, and nothing else.
 */
export function chooseRunner(binaries: Binaries, dataDirectory: string): Runner {
	if (process.getuid?.() !== 0) return { user: undefined, prefix: withDeathSignal([]) };
	const user = findUser();
	makeExecutable(binaries);
	const needed = [
		join(binaries.home, 'lib'),
		join(binaries.home, 'share', 'postgresql', 'postgres.bki'),
		dataDirectory,
	];
	const barrier = needed.map((path) => findBarrier(path, user)).find((folder) => folder !== undefined);
	if (barrier === undefined) return { user, prefix: withDeathSignal(asUser(user)) };
	const prefix = withDeathSignal([...asUser(user), ...readEverything()]);
	if (
		prefix.length > 0 &&
		spawnSync(prefix[0] ?? '', [...prefix.slice(1), binaries.postgres, '--version']).status === 0
	) {
		return { user, prefix };
	}
	throw new OperatorProblem(
		`PostgreSQL must not run as root, and the user ${user.name} may not enter ${barrier}: run "chmod o+x ${barrier}", or choose another DATA_DIR or place for the program, or give DATABASE_URL.`,
	);
}

/** The arguments of spawn for a program of PostgreSQL. */
export function throughRunner(runner: Runner, program: string, args: string[]): [string, string[], SpawnOptions] {
	const [first, ...rest] = [...runner.prefix, program, ...args];
	// The environment of PostgreSQL is not ours: PGDATA, PGPORT or a foreign locale would change what it does.
	const kept = ['PATH', 'SystemRoot', 'TEMP', 'TMP'].flatMap((name) => {
		const value = process.env[name];
		return value === undefined ? [] : [[name, value]];
	});
	const env: NodeJS.ProcessEnv = { ...Object.fromEntries(kept), LC_ALL: 'C' };
	const viaSetpriv = runner.prefix.length > 0 || runner.user === undefined;
	const ids = viaSetpriv ? {} : { uid: runner.user?.uid, gid: runner.user?.gid };
	return [first ?? program, rest, { env, ...definedOnly(ids) }];
}

function definedOnly(ids: { uid?: number | undefined; gid?: number | undefined }): SpawnOptions {
	return ids.uid === undefined || ids.gid === undefined ? {} : { uid: ids.uid, gid: ids.gid };
}

function asUser({ uid, gid }: { uid: number; gid: number }): string[] {
	return ['--reuid', String(uid), '--regid', String(gid), '--clear-groups'];
}

function readEverything(): string[] {
	const only = '-all,+dac_read_search';
	// no_setuid_fixup: initdb asks access(2) about its own program, which ignores capabilities otherwise.
	return ['--inh-caps', only, '--ambient-caps', only, '--bounding-set', only, '--securebits', '+no_setuid_fixup'];
}

/** Where setpriv is there, PostgreSQL stops by itself (fast shutdown) when our process is killed. */
function withDeathSignal(args: string[]): string[] {
	if (process.platform !== 'linux') return [];
	const prefix = ['setpriv', '--pdeathsig', 'INT', ...args];
	return spawnSync('setpriv', [...prefix.slice(1), 'true']).status === 0 ? prefix : [];
}

function findUser(): { name: string; uid: number; gid: number } {
	const lines = readFileSync('/etc/passwd', 'utf8').split('\n');
	for (const wanted of ['postgres', 'nobody']) {
		const [name, , uid, gid] = lines.find((line) => line.startsWith(`${wanted}:`))?.split(':') ?? [];
		if (name !== undefined && Number(uid) > 0) return { name, uid: Number(uid), gid: Number(gid) };
	}
	throw new OperatorProblem(
		'PostgreSQL must not run as root, and this system has neither a user postgres nor nobody: start Maillage as an ordinary user, or give DATABASE_URL.',
	);
}

/** The first folder on the way to this path that the user may not enter, or the path when it may not be read. */
function findBarrier(path: string, user: { uid: number; gid: number }): string | undefined {
	const parent = dirname(path);
	const above = parent === path ? undefined : findBarrier(parent, user);
	if (above !== undefined) return above;
	const { mode, uid, gid } = statSync(path);
	const shift = uid === user.uid ? 6 : gid === user.gid ? 3 : 0;
	return ((mode >> shift) & 0o1) === 1 || (((mode >> shift) & 0o4) === 4 && path.endsWith('.bki')) ? undefined : path;
}
