import type { Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';

/** Who works in a team of the acting organisation now, by name. */
export async function listTeamMembers(
	tx: Transaction<DB>,
	{ organisationId, teamId }: { organisationId: string; teamId: string },
): Promise<{ id: string; name: string }[]> {
	return tx
		.selectFrom('staff_member as p')
		.select(['p.id', 'p.name'])
		.where('p.id', 'in', (held) =>
			held
				.selectFrom('role_grant')
				.select('person_id')
				.where('organisation_id', '=', organisationId)
				.where('team_id', '=', teamId)
				.where('withdrawn_at', 'is', null),
		)
		.orderBy(({ fn }) => fn<string>('lower', ['p.name']))
		.execute();
}
