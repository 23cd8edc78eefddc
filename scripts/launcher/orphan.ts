import { readFileSync, readlinkSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { codeOf, OperatorProblem } from '#house/database/operator-problem.ts';

const STOP_MILLISECONDS = 20_000;

/** Whether a PostgreSQL works on this cluster now. Its own lock file may be left from one that was killed. */
export function isServerAlive(cluster: string): boolean {
	const pid = readServerId(cluster);
	if (pid === undefined) return false;
	try {
		process.kill(pid, 0);
	} catch (error) {
		if (codeOf(error) !== 'EPERM') return false;
	}
	if (process.platform !== 'linux') return true;
	try {
		return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(cluster);
	} catch (error) {
		return codeOf(error) === 'EACCES';
	}
}

/** Stops the server that a killed Maillage left behind. */
export async function stopOrphan(cluster: string): Promise<void> {
	const pid = readServerId(cluster);
	if (pid !== undefined) process.kill(pid, 'SIGINT');
	for (const deadline = Date.now() + STOP_MILLISECONDS; isServerAlive(cluster); await sleep(50)) {
		if (Date.now() < deadline) continue;
		throw new OperatorProblem(
			`The PostgreSQL that an earlier start left behind (process ${pid}) does not stop: stop it by hand, then start again.`,
		);
	}
}

function readServerId(cluster: string): number | undefined {
	try {
		const pid = Number(readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')[0]);
		return Number.isInteger(pid) && pid > 0 ? pid : undefined;
	} catch {
		return undefined;
	}
}
