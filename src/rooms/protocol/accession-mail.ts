import { z } from 'zod';
import { formatDate } from '#house/language/dates.ts';
import type { Language } from '#house/language/language.ts';
import { frameMail } from '#house/mail/frame-mail.ts';
import { registerMail } from '#house/mail/mail.ts';
import { writeAddress } from '#house/web/site-address.ts';
import { texts } from '#messages';

/** The mails of a file. None names the entity or says what was decided: that is read on the page. */
const accessionMails = [
	'begun',
	'confirm',
	'received',
	'arrived',
	'question',
	'opinion_asked',
	'opinion_reminder',
	'decided',
	'effective',
	'withdrawn',
] as const;
export type AccessionMail = (typeof accessionMails)[number];

const Data = z.object({ path: z.string().startsWith('/'), until: z.iso.date().optional() });

export function kindOf(mail: AccessionMail): string {
	return `protocol.accession_${mail}`;
}

/** At start, before any of them is written or sent. */
export function registerAccessionMails(): void {
	for (const mail of accessionMails) {
		registerMail(kindOf(mail), (data, language) => {
			const { path, until } = Data.parse(data);
			const t = texts(language).protocol;
			return frameMail(
				{
					subject: t[`accession_mail_${mail}_subject`],
					paragraphs: [t[`accession_mail_${mail}_body`], ...tellLimit(until, language)],
					action: { label: t.accession_mail_open, url: writeAddress(path) },
				},
				language,
			);
		});
	}
}

function tellLimit(until: string | undefined, language: Language): string[] {
	return until === undefined
		? []
		: [texts(language).protocol.accession_mail_until({ date: formatDate(until, language) })];
}
