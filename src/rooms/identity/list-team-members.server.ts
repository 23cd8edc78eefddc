import type { Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';

/** Who has a role in this team now, by name: for rooms that give something to its members. */
export function listTeamMembers(tx: Transaction<DB>, teamId: string): Promise<{ personId: string; name: string }[]> {
	return tx
		.selectFrom('role_grant as g')
		.innerJoin('staff_member as p', 'p.id', 'g.person_id')
		.select(['p.id as personId', 'p.name'])
		.distinct()
		.where('g.team_id', '=', teamId)
		.where('g.withdrawn_at', 'is', null)
		.orderBy('p.name')
		.orderBy('p.id')
		.execute();
}
