import { registerDailyJob } from '#house/jobs/job.ts';
import { forgetLocators } from './forget-locators.server.ts';
import { registerNoticeMail } from './notice-mail.ts';

/** At start, before the jobs: the mail that says there is something to read, and what is forgotten of whoever did not send. */
export function registerAsking(): void {
	registerNoticeMail();
	registerDailyJob('forget_locators', 4, (_day, { database }) => forgetLocators(database));
}
