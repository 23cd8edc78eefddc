import { sql } from 'kysely';
import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import { languages } from '#house/language/language.ts';
import { meanwhileAsSystem } from './private/as-system.ts';
import { mailApplicant } from './private/mail-applicant.ts';

const MOST_FILES = 5;

/** Mails a new link to the files of this entity under this address, if there are any. Whoever asks learns nothing either way. */
export function mailAccessionLink(
	database: Database,
	{ email, enterpriseNumber }: { email: string; enterpriseNumber: string },
): Promise<void> {
	return actAs(database, {}, (tx) =>
		meanwhileAsSystem(tx, async () => {
			const files = await tx
				.selectFrom('accession')
				.select(['id', 'contact_email as to', 'language'])
				.where(sql`lower(contact_email)`, '=', email.toLowerCase())
				.where('enterprise_number', '=', enterpriseNumber)
				.orderBy('saved_at', 'desc')
				.limit(MOST_FILES)
				.execute();
			for (const { id, to, language } of files) {
				const own = languages.find((each) => each === language) ?? 'fr';
				await mailApplicant(tx, { accessionId: id, to, language: own, mail: 'begun' });
			}
		}),
	);
}
