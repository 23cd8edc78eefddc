import { sql, type RawBuilder } from 'kysely';
import { z } from 'zod';
import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import { readClock } from '#house/language/dates.ts';
import { languages, type Language } from '#house/language/language.ts';
import { findActor, type SignedIn } from '#rooms/identity/signed-in.ts';
import { access } from './access.ts';
import { isAddressKept, suggestionAnswers, suggestionKinds, suggestionStates } from './suggestion.ts';
import type { SuggestionFilter } from './suggestion-filter.ts';

const suggestionsPerPage = 25;

const Listed = z.object({
	id: z.uuid(),
	serviceId: z.uuid(),
	serviceName: z.string(),
	imaginary: z.boolean(),
	kind: z.enum(suggestionKinds),
	/** Null once erased. */
	words: z.string().nullable(),
	language: z.enum(languages),
	receivedOn: z.iso.date(),
	/** The partner that signed it; null for a reader. */
	fromOrganisation: z.string().nullable(),
	fromName: z.string().nullable(),
	wantsAnswer: z.boolean(),
	state: z.enum(suggestionStates),
	answer: z.enum(suggestionAnswers).nullable(),
	answeredOn: z.iso.date().nullable(),
});
/** A suggestion as the organisation that it is for sees it. */
export type ListedSuggestion = z.infer<typeof Listed>;

export interface SuggestionPage {
	suggestions: ListedSuggestion[];
	hasMore: boolean;
}

const wherever: Record<'open' | 'escalated' | 'answered' | 'waiting', RawBuilder<boolean>> = {
	waiting: sql`g.answer is null`,
	open: sql`g.answer is null and g.escalated_on is null`,
	escalated: sql`g.answer is null and g.escalated_on is not null`,
	answered: sql`g.answer is not null`,
};

/** The suggestions about an organisation's services: those that wait, the oldest first; those answered, the newest first. */
export async function listSuggestions(
	database: Database,
	person: SignedIn,
	{ organisationId, filter, language }: { organisationId: string; filter: SuggestionFilter; language: Language },
): Promise<SuggestionPage | { refused: 'unknown' }> {
	const actor = findActor(person, { organisationId }, access.listSuggestions);
	if (actor === undefined) return { refused: 'unknown' };
	const { state, serviceId, page } = filter;
	const where = [sql<boolean>`g.organisation_id = ${organisationId}`, wherever[state ?? 'waiting']];
	if (serviceId !== undefined) where.push(sql<boolean>`g.service_id = ${serviceId}`);
	const order = state === 'answered' ? sql`g.answered_on desc, g.id` : sql`g.received_on, g.id`;
	const { rows } = await actAs(database, actor, (tx) =>
		sql<{ found: unknown }>`
			select jsonb_build_object('id', g.id, 'serviceId', g.service_id, 'serviceName', coalesce(name.name, ''), 'imaginary', s.imaginary,
				'kind', g.kind, 'words', g.words, 'language', g.language, 'receivedOn', g.received_on,
				'fromOrganisation', coalesce(case ${language} when 'nl' then o.name_nl when 'de' then o.name_de when 'en' then o.name_en end, o.name_fr),
				'fromName', g.from_name, 'wantsAnswer', g.wants_answer, 'answer', g.answer, 'answeredOn', g.answered_on,
				'state', case when g.answer is not null then 'answered' when g.escalated_on is not null then 'escalated' else 'open' end) as found
			from service_suggestion g
			join service s on s.organisation_id = g.organisation_id and s.id = g.service_id
			left join organisation o on o.id = g.from_organisation_id
			left join lateral (
				select t.name from service_text t where t.service_id = s.id
				order by t.language = ${language} desc, t.language = s.main_language desc, t.language limit 1
			) name on true
			where ${sql.join(where, sql` and `)}
			order by ${order} limit ${suggestionsPerPage + 1} offset ${(page - 1) * suggestionsPerPage}`.execute(tx),
	);
	const today = readClock(new Date()).date;
	const found = rows.slice(0, suggestionsPerPage).map((row) => Listed.parse(row.found));
	const suggestions = found.map((each) => ({
		...each,
		wantsAnswer: each.wantsAnswer && each.answer === null && isAddressKept(each.receivedOn, today),
	}));
	return { suggestions, hasMore: rows.length > suggestionsPerPage };
}
