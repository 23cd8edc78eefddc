import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import { access } from './access.ts';
import { findActor, type SignedIn } from './signed-in.ts';
import type { Team } from './team.ts';

/** The open teams of an organisation, by name. */
export async function listTeams(
	database: Database,
	person: SignedIn,
	{ organisationId }: { organisationId: string },
): Promise<{ teams: Team[] } | { refused: 'unknown' }> {
	const actor = findActor(person, { organisationId }, access.listTeams);
	if (actor === undefined) return { refused: 'unknown' };
	const teams = await actAs(database, actor, (tx) =>
		tx
			.selectFrom('team as t')
			.leftJoin('role_grant as g', (join) =>
				join
					.onRef('g.organisation_id', '=', 't.organisation_id')
					.onRef('g.team_id', '=', 't.id')
					.on('g.withdrawn_at', 'is', null),
			)
			.select(({ fn }) => ['t.id', 't.name', fn.count<number>('g.person_id').distinct().as('members')])
			.where('t.organisation_id', '=', organisationId)
			.where('t.closed_at', 'is', null)
			.groupBy(['t.id', 't.name'])
			.orderBy(({ fn }) => fn<string>('lower', ['t.name']))
			.execute(),
	);
	return { teams };
}
