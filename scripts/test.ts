import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { reportFailure } from './launcher/explain-failure.ts';
import { findChromium } from './launcher/find-chromium.ts';
import { endToolsWithUs, runTool, type Tool } from './launcher/tool.ts';

const Report = z.object({ numPassedTests: z.number(), numFailedTests: z.number() });

/** Projects of vitest.config.ts that run together. */
interface Part {
	title: string;
	projects: string[];
	env?: Record<string, string>;
	/** Shown at its end and not while it runs, so that two at once do not talk over each other. */
	isQuiet?: boolean;
}

endToolsWithUs();
const folder = mkdtempSync(join(tmpdir(), 'maillage-reports-'));
let passed = 0;
let failed = 0;
const broken: string[] = [];
try {
	const chromium = await findChromium();
	await runPart({ title: 'Checks', script: 'scripts/check.ts', args: [] }, false);
	await runTests({
		title: 'Rules, rooms, and the launcher, on PostgreSQL 18',
		projects: ['unit', 'database', 'launcher'],
	});
	// npm brings the oldest PostgreSQL we serve for this one platform.
	if (process.platform === 'linux' && process.arch === 'x64') {
		await runTests({ title: 'Rooms on PostgreSQL 15', projects: ['database'], env: { PG_MAJOR: '15' } });
	}
	const env = { CHROMIUM: chromium };
	// Each with an application and a browser of its own; the build has been there since the launcher was tested.
	await Promise.all([
		runTests({ title: 'Journeys of visitors', projects: ['journeys'], env }),
		runTests({ title: 'Journeys of staff', projects: ['staff-journeys'], env, isQuiet: true }),
	]);
} catch (error) {
	reportFailure(error, folder);
	broken.push('the preparation');
} finally {
	rmSync(folder, { recursive: true, force: true });
}
if (broken.length > 0) process.stdout.write(`\nFailed: ${broken.join('; ')}.\n`);
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exit(broken.length === 0 ? 0 : 1);

async function runTests({ title, projects, env = {}, isQuiet = false }: Part): Promise<void> {
	const report = join(folder, `${projects.join('-')}-${env.PG_MAJOR ?? ''}.json`);
	const args = ['run', '--passWithNoTests', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
	const selection = projects.flatMap((project) => ['--project', project]);
	const tool = { title, script: 'node_modules/vitest/vitest.mjs', args: [...args, ...selection], env };
	const ok = await runPart(tool, isQuiet);
	const counts = readReport(report);
	passed += counts.numPassedTests;
	// A run that broke off before it had a test to fail is a failure all the same.
	failed += ok ? 0 : Math.max(1, counts.numFailedTests);
}

async function runPart(tool: Tool, isQuiet: boolean): Promise<boolean> {
	process.stdout.write(`\n${tool.title} …\n`);
	const { ok, output, seconds } = await runTool(tool, isQuiet ? 'quiet' : 'shown');
	process.stdout.write(`${output}\n${tool.title}: ${ok ? 'passed' : 'FAILED'} in ${seconds.toFixed(0)} s\n`);
	if (!ok) broken.push(tool.title);
	return ok;
}

function readReport(file: string): z.infer<typeof Report> {
	try {
		return Report.parse(JSON.parse(readFileSync(file, 'utf8')));
	} catch {
		return { numPassedTests: 0, numFailedTests: 0 };
	}
}
