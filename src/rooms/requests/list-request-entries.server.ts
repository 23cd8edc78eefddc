import { sql } from 'kysely';
import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import { readClock } from '#house/language/dates.ts';
import type { Language } from '#house/language/language.ts';
import type { HomeEntry } from '#house/ui/home-entry.ts';
import { findActor, type Actor, type SignedIn } from '#rooms/identity/signed-in.ts';
import { texts } from '#messages';
import { access } from './access.ts';
import { writeRequestFilter } from './request-filter.ts';

/** Requests that wait for an answer of this person's teams, for the page of whoever has signed in. */
export async function listRequestEntries(
	database: Database,
	person: SignedIn,
	{ organisationId, language }: { organisationId: string; language: Language },
): Promise<HomeEntry[]> {
	const entries: HomeEntry[] = [];
	for (const { teamId, teamName, ...grant } of person.grants) {
		if (teamId === null || grant.organisationId !== organisationId) continue;
		const actor = findActor(person, { organisationId, teamId }, access.listRequestEntries);
		if (actor === undefined || entries.some(({ href }) => href.includes(teamId))) continue;
		const { waiting, overdue } = await countWaiting(database, { ...actor, teamId });
		const t = texts(language).requests;
		const path = `/${language}/work/${organisationId}/requests/${teamId}`;
		const team = teamName ?? '';
		if (overdue > 0) {
			const href = writeRequestFilter(path, { overdue: true });
			entries.push({ kind: 'due', text: t.inbox_entry_overdue({ count: overdue, team }), href });
		}
		if (waiting > 0) {
			entries.push({ kind: 'waiting', text: t.inbox_entry_waiting({ count: waiting, team }), href: path });
		}
	}
	return entries;
}

async function countWaiting(database: Database, actor: Actor): Promise<{ waiting: number; overdue: number }> {
	const today = readClock(new Date()).date;
	const { rows } = await actAs(database, actor, (tx) =>
		sql<{ waiting: number; overdue: number }>`
			select (count(*) filter (where due_on >= ${today}))::int as waiting, (count(*) filter (where due_on < ${today}))::int as overdue
			from request where team_id = ${actor.teamId} and waits_for_team and closed_at is null`.execute(tx),
	);
	return rows[0] ?? { waiting: 0, overdue: 0 };
}
