import type { Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';

/** The epoch to which a team seals now, if this person holds it: a step of whatever is sealed under a team's key. */
export async function findHeldEpoch(
	tx: Transaction<DB>,
	{ organisationId, teamId, personId }: { organisationId: string; teamId: string; personId: string },
): Promise<number | undefined> {
	const row = await tx
		.selectFrom('team_key as k')
		.innerJoin('team_key_wrap as w', (join) =>
			join
				.onRef('w.organisation_id', '=', 'k.organisation_id')
				.onRef('w.team_id', '=', 'k.team_id')
				.onRef('w.epoch', '=', 'k.epoch'),
		)
		.select('k.epoch')
		.where('k.organisation_id', '=', organisationId)
		.where('k.team_id', '=', teamId)
		.where('k.state', '=', 'current')
		.where('w.person_id', '=', personId)
		.executeTakeFirst();
	return row?.epoch;
}
