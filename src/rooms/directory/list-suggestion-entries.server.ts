import { sql } from 'kysely';
import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import type { Language } from '#house/language/language.ts';
import type { HomeEntry } from '#house/ui/home-entry.ts';
import { findActor, type SignedIn } from '#rooms/identity/signed-in.ts';
import { texts } from '#messages';
import { access } from './access.ts';
import { writeSuggestionFilter } from './suggestion-filter.ts';

/** Suggestions that wait for an answer of this person's organisation, for the page of whoever has signed in. */
export async function listSuggestionEntries(
	database: Database,
	person: SignedIn,
	{ organisationId, language }: { organisationId: string; language: Language },
): Promise<HomeEntry[]> {
	const actor = findActor(person, { organisationId }, access.listSuggestionEntries);
	if (actor === undefined) return [];
	const { rows } = await actAs(database, actor, (tx) =>
		sql<{ open: number; escalated: number }>`
			select (count(*) filter (where escalated_on is null))::int as open, (count(*) filter (where escalated_on is not null))::int as escalated
			from service_suggestion where organisation_id = ${organisationId} and answer is null`.execute(tx),
	);
	const { open, escalated } = rows[0] ?? { open: 0, escalated: 0 };
	const t = texts(language).directory;
	const path = `/${language}/work/${organisationId}/suggestions`;
	const entries: HomeEntry[] = [];
	if (escalated > 0) {
		const href = writeSuggestionFilter(path, { state: 'escalated' });
		entries.push({ kind: 'due', text: t.suggestion_entry_escalated({ count: escalated }), href });
	}
	if (open > 0) entries.push({ kind: 'waiting', text: t.suggestion_entry_open({ count: open }), href: path });
	return entries;
}
