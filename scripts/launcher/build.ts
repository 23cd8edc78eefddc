import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { OperatorProblem } from '#house/database/operator-problem.ts';
import { BUNDLE_FILE, writeBundle } from './bundle.ts';
import type { Cleanup } from './cleanup.ts';
import { step } from './progress.ts';

export const BUILD_DIRECTORY = 'build';
const SOURCES = [
	'package-lock.json',
	'vite.config.ts',
	'scripts/compile-messages.ts',
	'static/**',
	'reference/**',
	'src/**',
];

/** Builds the web application, unless the build that is there was made of these very sources. */
export async function buildIfChanged(cleanup: Cleanup): Promise<void> {
	const hash = hashSources();
	const hashFile = join(BUILD_DIRECTORY, '.source-hash');
	const isListed = existsSync(join(BUILD_DIRECTORY, BUNDLE_FILE));
	if (isListed && existsSync(hashFile) && readFileSync(hashFile, 'utf8') === hash) return;
	await step('Building the web application', () => runBuild(cleanup));
	writeBundle(BUILD_DIRECTORY);
	writeFileSync(hashFile, hash);
}

function hashSources(): string {
	const hash = createHash('sha256');
	const files = globSync(SOURCES, { withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name))
		// Tests are not built; what is generated follows from the rest.
		.filter((file) => !file.endsWith('.test.ts') && !file.startsWith(join('src', 'generated')));
	for (const file of files.toSorted()) hash.update(`\0${file}\0`).update(readFileSync(file));
	return hash.digest('hex');
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
