import type { PublicReader } from '#house/database/public-reader.ts';
import { registerDailyJob, type RunDailyJob } from '#house/jobs/job.ts';
import { addDays } from '#house/language/dates.ts';
import { registerMailJobs } from '#house/mail/register-mail-jobs.server.ts';
import type { Metrics } from '#house/web/metrics.ts';
import { setSiteAddress } from '#house/web/site-address.ts';
import { mailDailyRoot, registerRootMail } from '#rooms/audit/mail-daily-root.server.ts';
import { registerReminders } from '#rooms/directory/register-reminders.ts';
import { exportsFolder } from '#rooms/interchange/exports-folder.ts';
import { registerExports } from '#rooms/interchange/register-exports.ts';
import { registerSuggestions } from '#rooms/directory/register-suggestions.ts';
import { registerInvitationMail } from '#rooms/identity/invitation-mail.ts';
import { registerImports } from '#rooms/interchange/register-imports.ts';
import { listAdministratorAddresses } from '#rooms/identity/list-administrator-addresses.server.ts';
import { registerCounting } from '#rooms/orientation/register-counting.ts';
import { registerAccessions } from '#rooms/protocol/register-accessions.ts';
import { registerInbox } from '#rooms/requests/register-inbox.ts';
import { registerAsking } from '#rooms/requests/register-asking.ts';

const ROOT_HOUR = 1;

interface Settings {
	DATA_DIR: string;
	SMTP_URL?: string | undefined;
	MAIL_FROM?: string | undefined;
	ORIGIN?: string | undefined;
}

/** Before the jobs are started: the mail that rooms write, and what they do by themselves. */
export function registerParts(settings: Settings, metrics: Metrics, reader: PublicReader): void {
	const { SMTP_URL: url, MAIL_FROM: from, ORIGIN: origin } = settings;
	setSiteAddress(origin, process.env.PORT);
	const smtp = url === undefined || from === undefined ? undefined : { url, from };
	registerMailJobs({ smtp, count: metrics.countMail });
	registerInvitationMail();
	registerReminders();
	registerCounting();
	registerSuggestions();
	registerAccessions();
	registerInbox();
	registerAsking();
	registerImports();
	registerExports(reader, exportsFolder(settings.DATA_DIR));
	registerRootMail();
	registerDailyJob('mail_daily_root', ROOT_HOUR, mailRootOfDayBefore);
}

/** The root over all chains leaves the house while the operator sleeps: whoever administers an organisation keeps a copy. */
const mailRootOfDayBefore: RunDailyJob = async (day, { database }) => {
	await database.transaction().execute(async (tx) => {
		await mailDailyRoot(tx, addDays(day, -1), await listAdministratorAddresses(tx));
	});
};
