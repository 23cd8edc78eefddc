import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import type { Task } from './ask-work.ts';

/** Megabytes of objects that the process may hold; the file that joins what it reads stands aside, on disk. */
const memory = ['--max-old-space-size=320', '--max-semi-space-size=16'];
// The sources are there wherever Maillage is started from its folder, as it always is.
const program = resolve('src/rooms/interchange/private/apart.ts');

/** Does a step of a run in a process of its own, which ends with this one. Throws what kind of failure it ended by; what was asked twice is done once. */
export async function runApart(task: Task, id: string, signal: AbortSignal): Promise<void> {
	const child = spawn(process.execPath, [...memory, program, task, id], {
		stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
		signal,
		killSignal: 'SIGTERM',
	});
	const [code] = (await once(child, 'exit')) as [number | null];
	if (code !== 0) throw new Error(`the process for ${task} ended with ${code ?? 'a signal'}`);
}
