import { randomUUID } from 'node:crypto';
import { sql, type Transaction } from 'kysely';
import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import type { DB } from '#house/database/schema.ts';
import type { Language } from '#house/language/language.ts';
import type { AboutForm } from './accession-form.ts';
import type { AccessionLink } from './accession-link.ts';
import { meanwhileAsSystem } from './private/as-system.ts';
import { mailApplicant } from './private/mail-applicant.ts';
import { openLink } from './private/open-link.ts';
import { toAboutRow } from './private/step-rows.ts';

/** Each draft mails the address that was typed, which need not be that of whoever typed it. */
const MOST_DRAFTS_A_DAY = 5;

/** Begins a draft and mails the way back to it. */
export function beginAccession(
	database: Database,
	form: AboutForm,
	language: Language,
): Promise<{ link: AccessionLink } | { refused: 'too_many' }> {
	return actAs(database, {}, async (tx) => {
		if ((await countToday(tx, form.contactEmail)) >= MOST_DRAFTS_A_DAY) return { refused: 'too_many' };
		const id = randomUUID();
		await sql`select set_config('app.accession', ${id}, true)`.execute(tx);
		await tx
			.insertInto('accession')
			.values({ id, language, ...toAboutRow(form) })
			.execute();
		const link = await openLink(tx, { accessionId: id });
		await mailApplicant(tx, { accessionId: id, to: form.contactEmail, language, mail: 'begun', page: '/join/tasks' });
		return { link };
	});
}

function countToday(tx: Transaction<DB>, email: string): Promise<number> {
	return meanwhileAsSystem(tx, async () => {
		const { count } = await tx
			.selectFrom('accession')
			.select(({ fn }) => fn.countAll<number>().as('count'))
			.where(sql`lower(contact_email)`, '=', email.toLowerCase())
			.where('begun_at', '>', sql<Date>`now() - interval '1 day'`)
			.executeTakeFirstOrThrow();
		return count;
	});
}
