import { registerDailyJob } from '#house/jobs/job.ts';
import { countLocalAnswers } from './count-local-answers.server.ts';

/** On the clock of Brussels: when nobody works. */
const HOUR = 4;

/** At start, before the jobs: who answers locally where is counted every night. */
export function registerCounting(): void {
	registerDailyJob('count_local_answers', HOUR, async (_day, { database }) => {
		await countLocalAnswers(database);
	});
}
