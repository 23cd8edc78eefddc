import type { Transaction } from 'kysely';
import { z } from 'zod';
import type { DB } from '#house/database/schema.ts';
import type { Language } from '#house/language/language.ts';
import { registerMail } from '#house/mail/mail.ts';
import { sendMail } from '#house/mail/send-mail.server.ts';
import { makeDailyRoot } from './make-daily-root.server.ts';
import { renderRootMail } from './render-root-mail.ts';

const ROOT_MAIL = 'audit.daily_root';
const RootMail = z.object({ day: z.iso.date(), root: z.string().regex(/^[0-9a-f]{64}$/) });

/** At start, before any root is made. */
export function registerRootMail(): void {
	registerMail(ROOT_MAIL, (data, language) => renderRootMail(RootMail.parse(data), language));
}

/** Makes the root of a day that is over and mails it, once: made again it goes to nobody. Returns how many it went to. */
export async function mailDailyRoot(
	tx: Transaction<DB>,
	day: string,
	readers: { email: string; language: Language }[],
): Promise<number> {
	const made = await makeDailyRoot(tx, day);
	if ('refused' in made || !made.made) return 0;
	const data: z.infer<typeof RootMail> = { day, root: made.root };
	for (const { email, language } of readers) await sendMail(tx, { kind: ROOT_MAIL, to: email, language, data });
	return readers.length;
}
