import { texts } from '#messages';
import type { Language } from '../language/language.ts';
import type { MailContent } from './mail.ts';

/** What a mail says: plain texts, never HTML. */
export interface MailParts {
	subject: string;
	paragraphs: string[];
	/** To be typed or pasted by the reader, as a code for signing in. */
	code?: string;
	/** The one thing to do. */
	action?: { label: string; url: string };
}

const STYLE = {
	body: 'margin:0;padding:24px 16px;font-family:system-ui,sans-serif;font-size:18px;line-height:1.5',
	main: 'max-width:34em;margin:0 auto',
	heading: 'font-size:24px;line-height:1.25;margin:0 0 20px',
	paragraph: 'margin:0 0 20px',
	code: 'margin:0 0 20px;font-family:monospace;font-size:28px;letter-spacing:4px',
	footer: 'margin:32px 0 0;padding:16px 0 0;border-top:1px solid;font-size:16px',
};

/** The frame that every mail shares: HTML without images, scripts or anything loaded, and the same in plain text. */
export function frameMail(parts: MailParts, language: Language): MailContent {
	refuseOtherAddress(parts.action?.url);
	const t = texts(language).house;
	const footer = [t.mail_automatic, t.mail_not_for_you];
	return { subject: parts.subject, text: writeText(parts, footer), html: writeHtml(parts, { language, footer }) };
}

function writeText({ paragraphs, code, action }: MailParts, footer: string[]): string {
	const link = action === undefined ? [] : [`${action.label}${action.label.endsWith(':') ? '' : ':'}\n${action.url}`];
	return [...paragraphs, ...(code === undefined ? [] : [code]), ...link, '-- ', ...footer].join('\n\n') + '\n';
}

function writeHtml(parts: MailParts, { language, footer }: { language: Language; footer: string[] }): string {
	const { subject, paragraphs, code, action } = parts;
	const body = [
		`<h1 style="${STYLE.heading}">${escape(subject)}</h1>`,
		...paragraphs.map((paragraph) => `<p style="${STYLE.paragraph}">${escape(paragraph)}</p>`),
		...(code === undefined ? [] : [`<p style="${STYLE.code}">${escape(code)}</p>`]),
		// The address itself can be read and copied, for those who do not press buttons in mail.
		...(action === undefined
			? []
			: [
					`<p style="${STYLE.paragraph}"><a href="${escape(action.url)}">${escape(action.label)}</a><br>${escape(action.url)}</p>`,
				]),
	];
	return `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">
<title>${escape(subject)}</title></head>
<body style="${STYLE.body}"><main style="${STYLE.main}">
${body.join('\n')}
<footer style="${STYLE.footer}">${footer.map(escape).join('<br>')}</footer>
</main></body></html>
`;
}

function refuseOtherAddress(url: string | undefined): void {
	if (url === undefined || (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol) && !/\s/.test(url))) return;
	throw new RangeError('the address in a mail is no address of a page');
}

function escape(text: string): string {
	return text
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;')
		.replaceAll('"', '&quot;')
		.replaceAll("'", '&#39;');
}
