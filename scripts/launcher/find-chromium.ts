import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { OperatorProblem } from '#house/database/operator-problem.ts';
import { step } from './progress.ts';
import { runTool } from './tool.ts';

/** The shell is the same Chromium without its windows: a journey takes two thirds of the time. */
const PROGRAMS = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
/** As Debian calls them; older ones have no shell. */
const PACKAGES = ['chromium-headless-shell', 'chromium'];

/** The browser of the journeys. On a Debian where we are root it is installed if it is missing. */
export async function findChromium(): Promise<string> {
	const given = process.env.CHROMIUM;
	if (given !== undefined && given !== '') {
		if (existsSync(given)) return given;
		throw new OperatorProblem(
			`CHROMIUM is "${given}", where there is no file: give the path of a Chromium, or leave it out.`,
		);
	}
	const found = lookUp();
	if (found !== undefined) return found;
	const mayInstall = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
	const installed = mayInstall ? await step('Installing Chromium with apt-get', install) : undefined;
	if (installed !== undefined) return installed;
	throw new OperatorProblem(
		'The tests in a browser need Chromium, which is not here: install it (on Debian: sudo apt-get install chromium), or give its path in CHROMIUM.',
	);
}

function lookUp(): string | undefined {
	const folders = ['/usr/bin', '/usr/local/bin', '/snap/bin'];
	return folders
		.flatMap((folder) => PROGRAMS.map((program) => `${folder}/${program}`))
		.find((path) => existsSync(path) && spawnSync(path, ['--version']).status === 0);
}

async function install(): Promise<string | undefined> {
	const env = { DEBIAN_FRONTEND: 'noninteractive' };
	await runTool({ title: 'update', args: ['apt-get', 'update', '-q'], env }, 'quiet');
	for (const name of PACKAGES) {
		await runTool({ title: 'install', args: ['apt-get', 'install', '-y', '-q', name], env }, 'quiet');
		const found = lookUp();
		if (found !== undefined) return found;
	}
	return undefined;
}
