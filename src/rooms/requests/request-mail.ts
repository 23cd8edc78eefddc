import { z } from 'zod';
import { frameMail } from '#house/mail/frame-mail.ts';
import { registerMail } from '#house/mail/mail.ts';
import { writeAddress } from '#house/web/site-address.ts';
import { texts } from '#messages';

export const REMINDER_OF_REQUESTS = 'requests.waiting';
export const ESCALATION_OF_REQUESTS = 'requests.escalated';

const Waiting = z.object({ count: z.int().min(1), path: z.string().startsWith('/') });

/** At start, before any of them is sent. They say that something waits: not what, nor from whom. */
export function registerRequestMails(): void {
	for (const kind of [REMINDER_OF_REQUESTS, ESCALATION_OF_REQUESTS]) {
		registerMail(kind, (data, language) => {
			const { count, path } = Waiting.parse(data);
			const t = texts(language).requests;
			const body = kind === REMINDER_OF_REQUESTS ? t.inbox_mail_reminder : t.inbox_mail_escalation;
			const parts = {
				subject: t.inbox_mail_subject,
				paragraphs: [body({ count }), t.inbox_mail_how],
				action: { label: t.inbox_mail_open, url: writeAddress(path) },
			};
			return frameMail(parts, language);
		});
	}
}
