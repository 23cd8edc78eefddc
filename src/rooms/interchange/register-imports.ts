import { registerDailyJob, registerJob } from '#house/jobs/job.ts';
import { eraseImports } from './erase-imports.server.ts';
import { tasks } from './private/ask-work.ts';
import { runApart } from './private/run-apart.ts';

/** On the clock of Brussels: nobody waits for it. */
const ERASE_HOUR = 3;

/** At start, before the jobs. What reads and writes much does so in a process of its own: pages go on being answered meanwhile. */
export function registerImports(): void {
	for (const task of tasks) registerJob(task, (id, { signal }) => runApart(task, id, signal));
	registerDailyJob('erase_imports', ERASE_HOUR, async (_day, { database }) => void (await eraseImports(database)));
}
