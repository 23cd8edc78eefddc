import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { OperatorProblem } from '#house/database/operator-problem.ts';
import type { Cleanup } from './cleanup.ts';
import { step } from './progress.ts';
import { BUNDLE_FILE, writeBundle } from './write-bundle.ts';

export const BUILD_DIRECTORY = 'build';
/** What a build was made of: files, and all that lies in folders. */
const SOURCES = [
	'package-lock.json',
	'vite.config.ts',
	'scripts/compile-messages.ts',
	'scripts/launcher',
	'static',
	'reference',
	'src',
];
const HASH_FILE = join(BUILD_DIRECTORY, '.source-hash');
const TIMES_FILE = join(BUILD_DIRECTORY, '.source-times');

/** Builds the web application, unless the build that is there was made of these very sources. */
export async function buildIfChanged(cleanup: Cleanup): Promise<void> {
	if (isBuilt()) return;
	const noteSources = lookAtSources();
	await step('Building the web application', () => runBuild(cleanup));
	writeBundle(BUILD_DIRECTORY);
	noteSources();
}

/** Whether the build that is there was made of these very sources. They are read only where one was touched since: that takes a quarter of a start. */
export function isBuilt(): boolean {
	if (!existsSync(HASH_FILE) || !existsSync(join(BUILD_DIRECTORY, BUNDLE_FILE))) return false;
	const times = hashTimes();
	if (existsSync(TIMES_FILE) && readFileSync(TIMES_FILE, 'utf8') === times) return true;
	if (readFileSync(HASH_FILE, 'utf8') !== hashSources()) return false;
	try {
		writeFileSync(TIMES_FILE, times);
	} catch {
		// Where it cannot be written, the next start reads the sources again.
	}
	return true;
}

/** What is there now; the build made of it is marked by what is returned. */
export function lookAtSources(): () => void {
	const [hash, times] = [hashSources(), hashTimes()];
	return () => {
		writeFileSync(HASH_FILE, hash);
		writeFileSync(TIMES_FILE, times);
	};
}

function hashSources(): string {
	const hash = createHash('sha256');
	for (const file of listSources()) hash.update(`\0${file}\0`).update(readFileSync(file));
	return hash.digest('hex');
}

/** The time of the last change of a file's state cannot be set by whoever changes the file. */
function hashTimes(): string {
	const hash = createHash('sha256');
	for (const file of listSources()) {
		const { size, ctimeMs, ino } = statSync(file);
		hash.update(`\0${file}\0${size} ${ctimeMs} ${ino}`);
	}
	return hash.digest('hex');
}

function listSources(): string[] {
	const files = SOURCES.flatMap((source) => (statSync(source).isDirectory() ? listFiles(source) : [source]));
	// Tests are not built; what is generated follows from the rest.
	return files.filter((file) => !file.endsWith('.test.ts') && !file.startsWith('src/generated/')).toSorted();
}

/** All that lies in a folder. What `readdir` does by itself with `recursive` takes three times as long, at each start. */
function listFiles(folder: string): string[] {
	return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
		const path = `${folder}/${entry.name}`;
		if (entry.isDirectory()) return listFiles(path);
		return entry.isFile() ? [path] : [];
	});
}

async function runBuild(cleanup: Cleanup): Promise<void> {
	const child = spawn(
		process.execPath,
		[join('node_modules', 'vite', 'bin', 'vite.js'), 'build', '--logLevel', 'warn'],
		{
			stdio: ['ignore', 'pipe', 'pipe'],
			env: { ...process.env, NODE_ENV: 'production' },
		},
	);
	cleanup.add(() => void child.kill());
	let output = '';
	child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
	child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
	const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
	if (code === 0) return;
	if (cleanup.begun) return new Promise(() => undefined);
	if (output.includes('ENOSPC')) throw Object.assign(new Error(output), { code: 'ENOSPC' });
	const lines = output.split('\n').map((line) => line.trim());
	const told = lines.filter(
		(line) => line !== '' && !/^(error during build:|.*Build failed in|.*building )/.test(line),
	);
	const reason = (told.find((line) => /error/i.test(line)) ?? told[0] ?? `exit code ${code}`).replace(/^Error: /, '');
	throw new OperatorProblem(
		`The web application could not be built (${reason}): undo local changes, or run npm run check to see all that is wrong.`,
		{ cause: output },
	);
}
