import { registerMail } from '#house/mail/mail.ts';
import { roomTexts } from '#messages/requests';

export const NOTICE_MAIL = 'requests.notice';

/**
 * At start. It says that something is there, and nothing else: neither where nor by whom, no name of a service and no link. Whoever else reads
 * this mail learns nothing from it; whoever wrote knows.
 */
export function registerNoticeMail(): void {
	registerMail(NOTICE_MAIL, (_data, language) => {
		const t = roomTexts(language);
		const text = `${t.ask_mail_body}\n\n${t.ask_mail_stop}\n`;
		const html = `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><title>${t.ask_mail_subject}</title></head>
<body><p>${t.ask_mail_body}</p><p>${t.ask_mail_stop}</p></body></html>
`;
		return { subject: t.ask_mail_subject, text, html };
	});
}
