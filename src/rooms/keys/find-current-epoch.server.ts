import type { Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';

/** Which epoch of a team's key is current; undefined where the team has none. */
export async function findCurrentEpoch(
	tx: Transaction<DB>,
	{ organisationId, teamId }: { organisationId: string; teamId: string },
): Promise<number | undefined> {
	const row = await tx
		.selectFrom('team_key')
		.select('epoch')
		.where('organisation_id', '=', organisationId)
		.where('team_id', '=', teamId)
		.where('state', '=', 'current')
		.executeTakeFirst();
	return row?.epoch;
}
