import { sql } from 'kysely';
import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import { readClock } from '#house/language/dates.ts';
import type { Role } from '#rooms/identity/roles.ts';
import { findActor, type SignedIn } from '#rooms/identity/signed-in.ts';

/** How much waits in a team in which one reads requests, and how much of it longer than was promised. */
export interface WaitingInTeam {
	teamId: string;
	name: string;
	waiting: number;
	overdue: number;
}

interface Wish {
	person: SignedIn;
	organisationId: string;
	allowed: readonly Role[];
}

/** What waits in each of someone's teams of an organisation: asked of the database once for all of them. */
export async function countWaiting(
	database: Database,
	{ person, organisationId, allowed }: Wish,
): Promise<WaitingInTeam[]> {
	const teams = listTeams({ person, organisationId, allowed });
	if (teams.size === 0) return [];
	const { rows } = await actAs(database, { organisationId, personId: person.personId }, (tx) =>
		// One after the other the transaction acts for each team: the database shows it the requests of that one alone.
		sql<Omit<WaitingInTeam, 'name'>>`
			select acting.team as "teamId", counted.*
			from unnest(${[...teams.keys()]}::text[], ${[...teams.values()].map(({ role }) => role)}::text[]) as mine (team, role),
			lateral (select set_config('app.team', mine.team, true) as team, set_config('app.role', mine.role, true)) as acting,
			lateral (
				select count(*)::int as waiting, (count(*) filter (where r.due_on < ${readClock(new Date()).date}))::int as overdue
				from request r where r.team_id = acting.team::uuid and r.waits_for_team and r.closed_at is null
			) as counted`.execute(tx),
	);
	return rows.map((row) => ({ ...row, name: teams.get(row.teamId)?.name ?? '' }));
}

function listTeams({ person, organisationId, allowed }: Wish): Map<string, { name: string; role: Role }> {
	const teams = new Map<string, { name: string; role: Role }>();
	for (const { teamId, teamName } of person.grants) {
		if (teamId === null || teams.has(teamId)) continue;
		const actor = findActor(person, { organisationId, teamId }, allowed);
		if (actor?.teamId === teamId) teams.set(teamId, { name: teamName ?? '', role: actor.role });
	}
	return teams;
}
