import type { Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';

/** How many people hold the current key of each team of the acting organisation; a team without a key is not in it. */
export async function countHolders(
	tx: Transaction<DB>,
	{ organisationId }: { organisationId: string },
): Promise<Map<string, number>> {
	const rows = await tx
		.selectFrom('team_key as k')
		.innerJoin('team_key_wrap as w', (join) =>
			join
				.onRef('w.organisation_id', '=', 'k.organisation_id')
				.onRef('w.team_id', '=', 'k.team_id')
				.onRef('w.epoch', '=', 'k.epoch'),
		)
		.select(({ fn }) => ['k.team_id', fn.count<string>('w.person_id').as('holders')])
		.where('k.organisation_id', '=', organisationId)
		.where('k.state', '=', 'current')
		.groupBy('k.team_id')
		.execute();
	return new Map(rows.map(({ team_id, holders }) => [team_id, Number(holders)]));
}
