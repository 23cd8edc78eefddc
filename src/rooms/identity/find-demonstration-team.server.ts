import type { Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';
import { TEAM_OF_DEMONSTRATION } from './demonstration.ts';

interface DemonstrationTeam {
	teamId: string;
	/** Who works in it, the coordinator first. */
	people: string[];
}

/** The team of the demonstration in an organisation; undefined where a real person works. As the owner of the tables. */
export async function findDemonstrationTeam(
	tx: Transaction<DB>,
	organisationId: string,
): Promise<DemonstrationTeam | undefined> {
	const rows = await tx
		.selectFrom('team as t')
		.innerJoin('role_grant as g', 'g.team_id', 't.id')
		.innerJoin('staff_member as p', 'p.id', 'g.person_id')
		.select(['t.id as teamId', 'p.id as personId'])
		.where('t.organisation_id', '=', organisationId)
		.where('t.name', '=', TEAM_OF_DEMONSTRATION)
		.where('t.closed_at', 'is', null)
		.where('g.withdrawn_at', 'is', null)
		.where('p.imaginary', '=', true)
		.orderBy('g.role')
		.execute();
	const [first] = rows;
	return first && { teamId: first.teamId, people: rows.map(({ personId }) => personId) };
}
