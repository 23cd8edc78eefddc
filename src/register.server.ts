import { registerMailJobs } from '#house/mail/register-mail-jobs.server.ts';
import type { Metrics } from '#house/web/metrics.ts';
import { setSiteAddress } from '#house/web/site-address.ts';
import { registerInvitationMail } from '#rooms/identity/invitation-mail.ts';
import { registerAccessions } from '#rooms/protocol/register-accessions.ts';

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
	registerAccessions();
}
