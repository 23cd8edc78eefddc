import type { Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';
import type { Language } from '#house/language/language.ts';
import { sendMail } from '#house/mail/send-mail.server.ts';
import { writeAccessionLink } from '../accession-link.ts';
import { kindOf, type AccessionMail } from '../accession-mail.ts';
import { openLink } from './open-link.ts';

export interface Letter {
	accessionId: string;
	to: string | null;
	language: Language;
	mail: AccessionMail;
	/** Of the page it leads to, without the language. */
	page?: string;
	confirms?: string;
}

/** Mails whoever applies a link of its own: those that were mailed before go on working. */
export async function mailApplicant(tx: Transaction<DB>, letter: Letter): Promise<void> {
	const { accessionId, to, language, mail, page = '/join/file', confirms } = letter;
	if (to === null) return;
	const link = await openLink(tx, { accessionId, ...(confirms === undefined ? {} : { confirms }) });
	const path = `/${language}${page}?${writeAccessionLink(link)}`;
	await sendMail(tx, { kind: kindOf(mail), to, language, data: { path } });
}
