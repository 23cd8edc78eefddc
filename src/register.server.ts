import { registerDailyJob, type RunDailyJob } from '#house/jobs/job.ts';
import { addDays } from '#house/language/dates.ts';
import { registerMailJobs } from '#house/mail/register-mail-jobs.server.ts';
import type { Metrics } from '#house/web/metrics.ts';
import { setSiteAddress } from '#house/web/site-address.ts';
import { mailDailyRoot, registerRootMail } from '#rooms/audit/mail-daily-root.server.ts';
import { registerReminders } from '#rooms/directory/register-reminders.ts';
import { registerSuggestions } from '#rooms/directory/register-suggestions.ts';
import { registerInvitationMail } from '#rooms/identity/invitation-mail.ts';
import { listAdministratorAddresses } from '#rooms/identity/list-administrator-addresses.server.ts';
import { registerAccessions } from '#rooms/protocol/register-accessions.ts';

const ROOT_HOUR = 1;

interface Settings {
	SMTP_URL?: string | undefined;
	MAIL_FROM?: string | undefined;
	ORIGIN?: string | undefined;
}

/** Before the jobs are started: the mail that rooms write, and what they do by themselves. */
export function registerParts({ SMTP_URL: url, MAIL_FROM: from, ORIGIN: origin }: Settings, metrics: Metrics): void {
	setSiteAddress(origin, process.env.PORT);
	const smtp = url === undefined || from === undefined ? undefined : { url, from };
	registerMailJobs({ smtp, count: metrics.countMail });
	registerInvitationMail();
	registerReminders();
	registerSuggestions();
	registerAccessions();
	registerRootMail();
	registerDailyJob('mail_daily_root', ROOT_HOUR, mailRootOfDayBefore);
}

/** The root over all chains leaves the house while the operator sleeps: whoever administers an organisation keeps a copy. */
const mailRootOfDayBefore: RunDailyJob = async (day, { database }) => {
	await database.transaction().execute(async (tx) => {
		await mailDailyRoot(tx, addDays(day, -1), await listAdministratorAddresses(tx));
	});
};
