import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { z } from 'zod';
import { OperatorProblem } from '#house/database/operator-problem.ts';
import { buildIfChanged } from './launcher/build.ts';
import { Cleanup } from './launcher/cleanup.ts';
import { reportFailure } from './launcher/explain-failure.ts';
import { findAge } from './launcher/find-age.ts';
import { findChromium } from './launcher/find-chromium.ts';
import { endToolsWithUs, runTool, type Tool } from './launcher/tool.ts';

const Report = z.object({
	numPassedTests: z.number(),
	numFailedTests: z.number(),
	testResults: z.array(
		z.object({
			name: z.string(),
			message: z.string(),
			assertionResults: z.array(
				z.object({ status: z.string(), fullName: z.string(), failureMessages: z.array(z.string()).nullish() }),
			),
		}),
	),
});

/** Projects of vitest.config.ts that run together. */
interface Part {
	title: string;
	projects: string[];
	/** Of what the paths of their files have one. */
	words?: string[];
	env?: Record<string, string>;
}

// npm brings the oldest PostgreSQL we serve for this one platform.
const runsOldPostgresql = process.platform === 'linux' && process.arch === 'x64';

endToolsWithUs();
const folder = mkdtempSync(join(tmpdir(), 'maillage-reports-'));
let passed = 0;
let failed = 0;
const broken: string[] = [];
/** What failed and why, told again as the last thing: what was said before it is thousands of lines. */
const failures: string[] = [];
try {
	const env = { CHROMIUM: await findChromium() };
	if (!(await findAge())) {
		process.stdout.write('The command age is not here: what is exported is not opened with it.\n');
	}
	const wanted = process.argv.slice(2);
	if (wanted.length === 0) await runAll(env);
	else await runSome(wanted, env);
} catch (error) {
	reportFailure(error, folder);
	broken.push('the preparation');
} finally {
	rmSync(folder, { recursive: true, force: true });
}
if (failures.length > 0) process.stdout.write(`\n${failures.join('\n\n')}\n`);
if (broken.length > 0) process.stdout.write(`\nFailed: ${broken.join('; ')}.\n`);
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exit(broken.length === 0 ? 0 : 1);

async function runAll(env: Record<string, string>): Promise<void> {
	await runPart({ title: 'Checks', script: 'scripts/check.ts', args: [] }, 'shown');
	// Once, before those who would all begin with it.
	await buildIfChanged(new Cleanup());
	// Two at a time for two cores, and each about as long.
	await Promise.all([
		runInTurn([
			{ title: 'Rules and rooms on PostgreSQL 18', projects: ['unit', 'database'] },
			...(runsOldPostgresql
				? [{ title: 'Rooms on PostgreSQL 15', projects: ['database'], env: { PG_MAJOR: '15' } }]
				: []),
			{ title: 'Journeys of sealed requests', projects: ['sealed-journeys'], env },
		]),
		runInTurn([{ title: 'Journeys of staff', projects: ['staff-journeys'], env }]),
	]);
	// Alone, one after the other: they have times to keep.
	await runInTurn([
		{ title: 'Journeys of visitors', projects: ['journeys'], env },
		{ title: 'The launcher', projects: ['launcher'] },
	]);
}

/** The files whose path has one of these words in it, as `npm test -- orientation`. */
async function runSome(words: string[], env: Record<string, string>): Promise<void> {
	await buildIfChanged(new Cleanup());
	const projects = ['unit', 'database', 'sealed-journeys', 'staff-journeys', 'journeys', 'launcher'];
	await runTests({ title: `Tests of ${words.join(', ')}`, projects, words, env });
	if (passed + failed === 0) throw new OperatorProblem(`No test file has "${words.join('" or "')}" in its path.`);
}

async function runInTurn(parts: Part[]): Promise<void> {
	for (const part of parts) await runTests(part);
}

async function runTests({ title, projects, words = [], env = {} }: Part): Promise<void> {
	const report = join(folder, `${projects.join('-')}-${env.PG_MAJOR ?? ''}.json`);
	const args = ['run', '--passWithNoTests', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
	const selection = projects.flatMap((project) => ['--project', project]);
	const tool = { title, script: 'node_modules/vitest/vitest.mjs', args: [...args, ...selection, ...words], env };
	const ok = await runPart(tool, 'quiet');
	const counts = readReport(report);
	passed += counts.numPassedTests;
	failures.push(...listFailures(title, counts));
	// A run that broke off before it had a test to fail is a failure all the same.
	failed += ok ? 0 : Math.max(1, counts.numFailedTests);
}

/** Quiet: what it said is shown when it has ended, whole, for others run beside it. */
async function runPart(tool: Tool, mode: 'quiet' | 'shown'): Promise<boolean> {
	process.stdout.write(`\n${tool.title} …\n`);
	const { ok, output, seconds } = await runTool(tool, mode);
	process.stdout.write(`${output}${tool.title}: ${ok ? 'passed' : 'FAILED'} in ${seconds.toFixed(0)} s\n`);
	if (!ok) broken.push(tool.title);
	return ok;
}

function readReport(file: string): z.infer<typeof Report> {
	try {
		return Report.parse(JSON.parse(readFileSync(file, 'utf8')));
	} catch {
		return { numPassedTests: 0, numFailedTests: 0, testResults: [] };
	}
}

function listFailures(title: string, { testResults }: z.infer<typeof Report>): string[] {
	return testResults.flatMap(({ name, message, assertionResults }) => {
		const place = `${title}, ${relative(process.cwd(), name)}`;
		const tests = assertionResults
			.filter(({ status }) => status === 'failed')
			.map(({ fullName, failureMessages }) => `${place}: ${fullName}\n${(failureMessages ?? []).join('\n')}`);
		// A file that could not be read, or whose preparation failed, has no test to name.
		return message === '' ? tests : [...tests, `${place}: ${message}`];
	});
}
