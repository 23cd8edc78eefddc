import { sql } from 'kysely';
import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import { findActor, type SignedIn } from '#rooms/identity/signed-in.ts';
import { access } from './access.ts';

/** A team in which one reads requests, and how many wait there. */
export interface InboxOfTeam {
	teamId: string;
	name: string;
	waiting: number;
}

/** The inboxes that this person may open in an organisation. */
export async function listInboxes(
	database: Database,
	person: SignedIn,
	{ organisationId }: { organisationId: string },
): Promise<{ inboxes: InboxOfTeam[] } | { refused: 'unknown' }> {
	if (findActor(person, { organisationId }, access.listInboxes) === undefined) return { refused: 'unknown' };
	const inboxes = new Map<string, InboxOfTeam>();
	for (const { teamId, teamName } of person.grants) {
		if (teamId === null || inboxes.has(teamId)) continue;
		const actor = findActor(person, { organisationId, teamId }, access.listInboxes);
		if (actor === undefined || actor.teamId !== teamId) continue;
		const { rows } = await actAs(database, actor, (tx) =>
			sql<{ waiting: number }>`
				select count(*)::int as waiting from request
				where team_id = ${teamId} and waits_for_team and closed_at is null`.execute(tx),
		);
		inboxes.set(teamId, { teamId, name: teamName ?? '', waiting: rows[0]?.waiting ?? 0 });
	}
	return { inboxes: [...inboxes.values()] };
}
