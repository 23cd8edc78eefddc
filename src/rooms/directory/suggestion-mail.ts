import { z } from 'zod';
import { frameMail } from '#house/mail/frame-mail.ts';
import { registerMail } from '#house/mail/mail.ts';
import { writeAddress } from '#house/web/site-address.ts';
import { texts } from '#messages';
import { suggestionAnswers } from './suggestion.ts';

export const ANSWER_MAIL = 'directory.suggestion_answered';
export const REMINDER_OF_SUGGESTIONS = 'directory.suggestions_waiting';
export const ESCALATION_OF_SUGGESTIONS = 'directory.suggestions_escalated';

const path = z.string().startsWith('/');
const Answered = z.object({ answer: z.enum(suggestionAnswers), path });
const Waiting = z.object({ count: z.int().min(1), path });

/** At start, before any of them is sent. Nothing of what was written stands in them, nor about which service. */
export function registerSuggestionMails(): void {
	registerMail(ANSWER_MAIL, (data, language) => {
		const { answer, path: page } = Answered.parse(data);
		const t = texts(language).directory;
		const parts = {
			subject: t.suggestion_mail_subject,
			paragraphs: [t.suggestion_mail_thanks, t[`suggestion_mail_${answer}`], t.suggestion_mail_erased],
			action: { label: t.suggestion_mail_open, url: writeAddress(page) },
		};
		return frameMail(parts, language);
	});
	registerMail(REMINDER_OF_SUGGESTIONS, (data, language) => {
		const { count, path: page } = Waiting.parse(data);
		const t = texts(language).directory;
		const parts = {
			subject: t.suggestion_reminder_subject,
			paragraphs: [t.suggestion_reminder_body({ count }), t.suggestion_reminder_how],
			action: { label: t.suggestion_reminder_open, url: writeAddress(page) },
		};
		return frameMail(parts, language);
	});
	registerMail(ESCALATION_OF_SUGGESTIONS, (data, language) => {
		const { count, path: page } = Waiting.parse(data);
		const t = texts(language).directory;
		const parts = {
			subject: t.suggestion_escalation_subject,
			paragraphs: [t.suggestion_escalation_body({ count }), t.suggestion_reminder_how],
			action: { label: t.suggestion_reminder_open, url: writeAddress(page) },
		};
		return frameMail(parts, language);
	});
}
