import { spawn } from 'node:child_process';
import {
	chownSync,
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { asFullDisk, OperatorProblem } from '../operator-problem.ts';
import { throughRunner, type Programs } from './runner.ts';

export const SUPERUSER = 'maillage';
const UNFINISHED = 'postgresql.new-';

export interface ClusterFolder {
	/** The folder of PostgreSQL itself, inside the data folder. */
	cluster: string;
	password: string;
}

export interface InitialiseSettings {
	/** For throw-away databases only: does not wait until the disk has it. */
	hasty?: boolean;
}

/**
 * The cluster in this data folder, made when there is none. It is made beside its place and renamed at the end,
 * so that an interruption leaves nothing that looks like a cluster.
 */
export async function initialiseCluster(
	dataDirectory: string,
	{ binaries, runner }: Programs,
	settings: InitialiseSettings = {},
): Promise<ClusterFolder> {
	const cluster = join(dataDirectory, 'postgresql');
	if (existsSync(cluster)) {
		refuseOtherMajor(cluster, binaries.major, dataDirectory);
		return { cluster, password: readPassword(dataDirectory) };
	}
	removeUnfinished(dataDirectory);
	const password = existsSync(settingsFile(dataDirectory)) ? readPassword(dataDirectory) : writePassword(dataDirectory);
	const unfinished = join(dataDirectory, `${UNFINISHED}${process.pid}`);
	const passwordFile = join(dataDirectory, `${UNFINISHED}${process.pid}.password`);
	mkdirSync(unfinished, { mode: 0o700 });
	writeFileSync(passwordFile, password, { mode: 0o600 });
	if (runner.user !== undefined) {
		chownSync(unfinished, runner.user.uid, runner.user.gid);
		chownSync(passwordFile, runner.user.uid, runner.user.gid);
	}
	try {
		await runInitdb([`--pgdata=${unfinished}`, `--pwfile=${passwordFile}`], { binaries, runner }, settings);
		renameSync(unfinished, cluster);
	} finally {
		removeUnfinished(dataDirectory);
	}
	return { cluster, password };
}

async function runInitdb(
	places: string[],
	{ binaries, runner }: Programs,
	settings: InitialiseSettings,
): Promise<void> {
	const [program, args, options] = throughRunner(runner, binaries.initdb, [
		...places,
		`--username=${SUPERUSER}`,
		'--auth=scram-sha-256',
		'--encoding=UTF8',
		'--locale=C',
		// Knows the letters of every language, and sorts alike on every machine. Before 17 there is only plain C.
		...(binaries.major >= 17 ? ['--locale-provider=builtin', '--builtin-locale=C.UTF-8'] : []),
		...(settings.hasty === true ? ['--no-sync'] : []),
	]);
	const { code, output } = await new Promise<{ code: number | null; output: string }>((resolve, reject) => {
		const child = spawn(program, args, { ...options, cwd: '/', detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
		let text = '';
		child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
		child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()));
		child.on('error', reject);
		child.on('close', (exit) => resolve({ code: exit, output: text }));
	});
	if (code === 0) return;
	const fullDisk = asFullDisk(output);
	if (fullDisk !== undefined) throw fullDisk;
	const reason = output.split('\n').findLast((line) => /error|fatal|denied|cannot/i.test(line)) ?? `exit code ${code}`;
	throw new OperatorProblem(
		`The database could not be created (${reason.trim()}): correct that and start again; nothing was left behind.`,
	);
}

function settingsFile(dataDirectory: string): string {
	return join(dataDirectory, 'maillage.json');
}

function writePassword(dataDirectory: string): string {
	const password = randomBytes(24).toString('base64url');
	const file = settingsFile(dataDirectory);
	writeFileSync(`${file}.new`, `${JSON.stringify({ password })}\n`, { mode: 0o600 });
	renameSync(`${file}.new`, file);
	return password;
}

function readPassword(dataDirectory: string): string {
	const file = settingsFile(dataDirectory);
	try {
		const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
		if (typeof content === 'object' && content !== null && 'password' in content) return String(content.password);
	} catch (error) {
		throw new OperatorProblem(
			`${file}, which holds the password of the database beside it, cannot be read: restore it from a backup of the same folder, or choose another DATA_DIR.`,
			{ cause: error },
		);
	}
	throw new OperatorProblem(`${file} holds no password: restore it from a backup, or choose another DATA_DIR.`);
}

function refuseOtherMajor(cluster: string, major: number, dataDirectory: string): void {
	const versionFile = join(cluster, 'PG_VERSION');
	const made = existsSync(versionFile) ? readFileSync(versionFile, 'utf8').trim() : 'unknown';
	if (made === String(major)) return;
	throw new OperatorProblem(
		`The database in ${dataDirectory} was made by PostgreSQL ${made}, this Maillage brings ${major}: move its content with pg_dump and psql of ${made}, or choose another DATA_DIR.`,
	);
}

function removeUnfinished(dataDirectory: string): void {
	for (const name of readdirSync(dataDirectory)) {
		if (name.startsWith(UNFINISHED)) rmSync(join(dataDirectory, name), { recursive: true, force: true });
	}
}
