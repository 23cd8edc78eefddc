import { registerDailyJob } from '#house/jobs/job.ts';
import { registerProposalMail } from './proposal-mail.ts';
import { registerReminderMail } from './reminder-mail.ts';
import { remindAdministrators } from './remind-administrators.server.ts';
import { settleOldProposals } from './settle-old-proposals.server.ts';

/** On the clock of Brussels: reminders are there when work begins. */
const HOUR = 7;

/** At start, before the jobs: reminders of services that wait for a confirmation. */
export function registerReminders(): void {
	registerReminderMail();
	registerProposalMail();
	registerDailyJob('remind_administrators', HOUR, async (day, { database }) => {
		await remindAdministrators(database, day);
	});
	registerDailyJob('settle_old_proposals', HOUR, async (day, { database }) => {
		await settleOldProposals(database, day);
	});
}
