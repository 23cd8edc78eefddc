import { sql, type Transaction } from 'kysely';
import { z } from 'zod';
import type { DB } from '#house/database/schema.ts';
import { languages, type Language } from '#house/language/language.ts';

const Address = z.object({ email: z.string(), language: z.enum(languages) });

/** Where to write to everyone who administers an organisation now, each in their language. For mail of Maillage itself, and never shown. */
export async function listAdministratorAddresses(
	tx: Transaction<DB>,
): Promise<{ email: string; language: Language }[]> {
	const { rows } = await sql`select email, language from administrator_addresses()`.execute(tx);
	return z.array(Address).parse(rows);
}
