import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { step } from './progress.ts';
import { runTool } from './tool.ts';

/** Whether the `age` command is here, by which a test shows that what is exported opens without Maillage. On a Debian where we are root it is installed if it is missing. */
export async function findAge(): Promise<boolean> {
	if (isThere()) return true;
	if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) await step('Installing age with apt-get', install);
	return isThere();
}

function isThere(): boolean {
	return spawnSync('age', ['--version']).status === 0;
}

async function install(): Promise<void> {
	const env = { DEBIAN_FRONTEND: 'noninteractive' };
	await runTool({ title: 'update', args: ['apt-get', 'update', '-q'], env }, 'quiet');
	await runTool({ title: 'install', args: ['apt-get', 'install', '-y', '-q', 'age'], env }, 'quiet');
}
