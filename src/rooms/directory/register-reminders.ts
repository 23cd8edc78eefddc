import { registerDailyJob } from '#house/jobs/job.ts';
import { registerReminderMail } from './reminder-mail.ts';
import { remindAdministrators } from './remind-administrators.server.ts';

/** On the clock of Brussels: reminders are there when work begins. */
const HOUR = 7;

/** At start, before the jobs: reminders of services that wait for a confirmation. */
export function registerReminders(): void {
	registerReminderMail();
	registerDailyJob('remind_administrators', HOUR, async (day, { database }) => {
		await remindAdministrators(database, day);
	});
}
