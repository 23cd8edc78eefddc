import type { Transaction } from 'kysely';
import { z } from 'zod';
import type { DB } from '#house/database/schema.ts';
import { languages } from '#house/language/language.ts';
import { sendMail } from '#house/mail/send-mail.server.ts';
import type { AccessChange } from '../access-change.ts';

const Person = z.object({ email: z.string().nullable(), language: z.enum(languages) });

/** Tells someone by mail that what they sign in with has changed: if it was not them, they learn of it. */
export async function tellOfChange(tx: Transaction<DB>, personId: string, change: AccessChange): Promise<void> {
	const { email, language } = Person.parse(
		await tx
			.selectFrom('staff_member')
			.select(['email', 'language'])
			.where('id', '=', personId)
			.executeTakeFirstOrThrow(),
	);
	if (email !== null) await sendMail(tx, { kind: 'identity.access_changed', to: email, language, data: { change } });
}
