import type { Database } from '#house/database/kysely.ts';
import type { Language } from '#house/language/language.ts';
import type { HomeEntry } from '#house/ui/home-entry.ts';
import type { SignedIn } from '#rooms/identity/signed-in.ts';
import { texts } from '#messages';
import { access } from './access.ts';
import { countWaiting } from './private/count-waiting.ts';
import { writeRequestFilter } from './request-filter.ts';

/** Requests that wait for an answer of this person's teams, for the page of whoever has signed in. */
export async function listRequestEntries(
	database: Database,
	person: SignedIn,
	{ organisationId, language }: { organisationId: string; language: Language },
): Promise<HomeEntry[]> {
	const t = texts(language).requests;
	const teams = await countWaiting(database, { person, organisationId, allowed: access.listRequestEntries });
	return teams.flatMap(({ teamId, name: team, waiting, overdue }) => {
		const path = `/${language}/work/${organisationId}/requests/${teamId}`;
		const entries: HomeEntry[] = [];
		if (overdue > 0) {
			const href = writeRequestFilter(path, { overdue: true });
			entries.push({ kind: 'due', text: t.inbox_entry_overdue({ count: overdue, team }), href });
		}
		const inTime = waiting - overdue;
		if (inTime > 0) entries.push({ kind: 'waiting', text: t.inbox_entry_waiting({ count: inTime, team }), href: path });
		return entries;
	});
}
