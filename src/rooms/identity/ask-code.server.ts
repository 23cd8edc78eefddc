import { sql, type Transaction } from 'kysely';
import type { Database } from '#house/database/kysely.ts';
import type { DB } from '#house/database/schema.ts';
import type { Language } from '#house/language/language.ts';
import { sendMail } from '#house/mail/send-mail.server.ts';
import { forBrowser, minutesFromNow } from './private/for-browser.ts';
import { CODE_MINUTES, hashCode, makeCode } from './sign-in-code.ts';

interface Asked {
	email: string;
	browser: string;
	language: Language;
	withImaginary: boolean;
}

/**
 * Sends a code to the address. Where nobody is registered under it the same is done and the mail says so: only who reads the mail
 * of that address learns which of the two it was.
 */
export async function askCode(database: Database, { email, browser, language, withImaginary }: Asked): Promise<void> {
	const code = makeCode();
	await forBrowser(database, browser, async (tx, browserHash) => {
		const person = await findPersonByAddress(tx, email, withImaginary);
		await tx.deleteFrom('sign_in_code').where('browser_hash', '=', browserHash).execute();
		await tx
			.insertInto('sign_in_code')
			.values({
				browser_hash: browserHash,
				code_hash: hashCode(code, browser),
				person_id: person?.person_id ?? null,
				expires_at: minutesFromNow(CODE_MINUTES),
			})
			.execute();
		// To the address that is registered, not to the one that was typed and resembles it.
		await (person === undefined
			? sendMail(tx, { kind: 'identity.nobody_here', to: email, language, data: {} })
			: sendMail(tx, { kind: 'identity.sign_in_code', to: person.email, language: person.language, data: { code } }));
	});
}

async function findPersonByAddress(tx: Transaction<DB>, email: string, withImaginary: boolean) {
	const { rows } = await sql<{ person_id: string; email: string; language: Language }>`
		select person_id, email, language from find_person_by_address(${email}, ${withImaginary})`.execute(tx);
	return rows[0];
}
