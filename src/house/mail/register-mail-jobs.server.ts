import { registerDailyJob, registerFrequentJob, registerJob } from '../jobs/job.ts';
import { deliverMail } from './deliver-mail.server.ts';
import { eraseMailAddresses } from './erase-mail-addresses.server.ts';
import type { MailOutcome } from './mail.ts';
import { resumeMail } from './resume-mail.server.ts';
import { SEND_MAIL } from './send-mail.server.ts';
import { openSmtp, type SmtpSettings } from './smtp.ts';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
/** Two and a half days in all: long enough for a mail server that is away over a weekend. */
const RETRY_SECONDS = [
	30,
	2 * MINUTE,
	10 * MINUTE,
	30 * MINUTE,
	HOUR,
	2 * HOUR,
	4 * HOUR,
	8 * HOUR,
	20 * HOUR,
	24 * HOUR,
];
const OVERDUE_SECONDS = 5 * MINUTE;

export interface MailSettings {
	/** Undefined: nothing is sent, mail is kept. */
	smtp: SmtpSettings | undefined;
	/** Told of every attempt, for the operator's counters. */
	count: (outcome: MailOutcome) => void;
	retrySeconds?: readonly number[];
}

/** Before the jobs are started: what mail needs done, when asked, every few minutes and every day. */
export function registerMailJobs({ smtp, count, retrySeconds = RETRY_SECONDS }: MailSettings): void {
	const post = smtp === undefined ? undefined : openSmtp(smtp);
	registerJob(SEND_MAIL, async (id, { database, signal }) => {
		const outcome = await deliverMail(database, id, { post, retrySeconds, signal });
		if (outcome !== undefined) count(outcome);
	});
	registerFrequentJob('resume_mail', 5, async ({ database }) => {
		await resumeMail(database, OVERDUE_SECONDS);
	});
	registerDailyJob('erase_mail_addresses', 3, async (_day, { database }) => {
		await eraseMailAddresses(database);
	});
}
