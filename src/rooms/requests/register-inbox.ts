import { registerDailyJob } from '#house/jobs/job.ts';
import { eraseMonthsOver } from './erase-months-over.server.ts';
import { remindTeams } from './remind-teams.server.ts';
import { registerRequestMails } from './request-mail.ts';

/** At start, before the jobs: what is told when nobody answers, and what is erased at the end of its month. */
export function registerInbox(): void {
	registerRequestMails();
	registerDailyJob('remind_of_requests', 7, async (day, { database }) => {
		await remindTeams(database, day);
	});
	registerDailyJob('erase_months_over', 3, async (_day, { database }) => {
		await eraseMonthsOver(database);
	});
}
