import { randomBytes } from 'node:crypto';
import { sql, type Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';
import { addDays, readClock } from '#house/language/dates.ts';
import type { Language } from '#house/language/language.ts';
import { sendMail } from '#house/mail/send-mail.server.ts';
import { hashToken } from '../find-session.server.ts';
import { INVITATION_DAYS, writeInvitationPath } from '../invitation.ts';
import { INVITATION_MAIL, type InvitationMail } from '../invitation-mail.ts';
import type { Role } from '../roles.ts';

export interface Secret {
	secret: string;
	hash: Buffer;
}

export function drawSecret(): Secret {
	const secret = randomBytes(32).toString('base64url');
	return { secret, hash: hashToken(secret) };
}

/** The end of the last day on which an invitation written now can be accepted. */
export const expiry = sql<string>`now() + make_interval(days => ${INVITATION_DAYS})`;

export interface Letter {
	id: string;
	secret: string;
	email: string;
	language: Language;
	role: Role;
	organisationName: string;
}

/** Mails the link and returns its path, which exists nowhere else. */
export async function mailInvitation(tx: Transaction<DB>, letter: Letter): Promise<string> {
	const { email: to, language, role, organisationName: organisation } = letter;
	const path = writeInvitationPath(language, letter);
	const until = addDays(readClock(new Date()).date, INVITATION_DAYS - 1);
	const data: InvitationMail = { organisation, role, until, path };
	await sendMail(tx, { kind: INVITATION_MAIL, to, language, data });
	return path;
}
