import { sql, type Transaction } from 'kysely';
import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import type { DB } from '#house/database/schema.ts';
import { readClock } from '#house/language/dates.ts';
import { languages } from '#house/language/language.ts';
import { sendMail } from '#house/mail/send-mail.server.ts';
import { recordAct } from '#rooms/audit/record-act.server.ts';
import { findActor, type SignedIn } from '#rooms/identity/signed-in.ts';
import { access } from './access.ts';
import { ANSWER_MAIL } from './suggestion-mail.ts';
import type { SuggestionAnswer } from './suggestion.ts';

export interface Answering {
	organisationId: string;
	suggestionId: string;
	answer: SuggestionAnswer;
}

interface Found {
	organisationId: string;
	id: string;
	serviceId: string;
	language: string;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Answers a suggestion. Whoever left an address is written to, once, and the address is erased. */
export async function answerSuggestion(
	database: Database,
	person: SignedIn,
	{ organisationId, suggestionId, answer }: Answering,
): Promise<{ answered: true } | { refused: 'unknown' | 'real_service' | 'answered' }> {
	const actor = findActor(person, { organisationId }, access.answerSuggestion);
	if (actor === undefined || !uuid.test(suggestionId)) return { refused: 'unknown' };
	return actAs(database, actor, async (tx) => {
		const found = await tx
			.selectFrom('service_suggestion as g')
			.innerJoin('service as s', 's.id', 'g.service_id')
			.select(['g.id', 'g.organisation_id as organisationId', 'g.service_id as serviceId', 'g.language', 's.imaginary'])
			.where('g.id', '=', suggestionId)
			.executeTakeFirst();
		if (found === undefined) return { refused: 'unknown' };
		// Whoever tries the demonstration answers nobody.
		if (person.imaginary && !found.imaginary) return { refused: 'real_service' };
		const { numUpdatedRows } = await tx
			.updateTable('service_suggestion')
			.set({ answer, answered_on: readClock(new Date()).date, answered_by: person.personId })
			.where('id', '=', found.id)
			.where('answer', 'is', null)
			.executeTakeFirst();
		if (numUpdatedRows === 0n) return { refused: 'answered' };
		await tellWriter(tx, found, answer);
		await recordAct(tx, actor, { act: 'suggestion.answered', object: `suggestion:${found.id}` });
		return { answered: true };
	});
}

async function tellWriter(tx: Transaction<DB>, found: Found, answer: SuggestionAnswer): Promise<void> {
	const to = await takeAddress(tx, found);
	if (to === undefined) return;
	const language = languages.find((each) => each === found.language) ?? 'fr';
	const data = { answer, path: `/${language}/services/${found.serviceId}` };
	await sendMail(tx, { kind: ANSWER_MAIL, to, language, data });
}

/** Reads the address and erases it. Row-level security shows it here alone. */
async function takeAddress(tx: Transaction<DB>, { organisationId, id }: Found): Promise<string | undefined> {
	await sql`select set_config('app.part', 'answering', true)`.execute(tx);
	const taken = await tx
		.deleteFrom('service_suggestion_address')
		.where('organisation_id', '=', organisationId)
		.where('suggestion_id', '=', id)
		.returning('email')
		.executeTakeFirst();
	await sql`select set_config('app.part', '', true)`.execute(tx);
	return taken?.email;
}
