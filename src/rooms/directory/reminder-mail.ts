import { z } from 'zod';
import { frameMail } from '#house/mail/frame-mail.ts';
import { registerMail } from '#house/mail/mail.ts';
import { writeAddress } from '#house/web/site-address.ts';
import { texts } from '#messages';

export const REMINDER_MAIL = 'directory.reminder';

const ReminderMail = z.object({ count: z.int().min(1), path: z.string().startsWith('/') });

/** At start, before any reminder is sent. It says how many entries wait, not which. */
export function registerReminderMail(): void {
	registerMail(REMINDER_MAIL, (data, language) => {
		const { count, path } = ReminderMail.parse(data);
		const t = texts(language).directory;
		const parts = {
			subject: t.reminder_subject,
			paragraphs: [t.reminder_body({ count }), t.reminder_how],
			action: { label: t.reminder_open, url: writeAddress(path) },
		};
		return frameMail(parts, language);
	});
}
