import { formatDate } from '#house/language/dates.ts';
import type { Language } from '#house/language/language.ts';
import { frameMail } from '#house/mail/frame-mail.ts';
import type { MailContent } from '#house/mail/mail.ts';
import { texts } from '#messages';

/** The mail that takes a daily root out of the operator's hands. Holds nothing confidential. */
export function renderRootMail({ day, root }: { day: string; root: string }, language: Language): MailContent {
	const t = texts(language).audit;
	const date = formatDate(day, language);
	const command = `npm run audit:verify -- --chain chain.jsonl --day ${day} --root ${root}`;
	const paragraphs = [t.root_mail_what({ date }), root, t.root_mail_why, t.root_mail_how, command, t.root_mail_keep];
	return frameMail({ subject: t.root_mail_subject({ date }), paragraphs }, language);
}
