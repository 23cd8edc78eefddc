import type { Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';

/** The names of the open teams of the acting organisation by their ids, in the order of the names. */
export async function nameTeams(tx: Transaction<DB>, organisationId: string): Promise<Map<string, string>> {
	const rows = await tx
		.selectFrom('team')
		.select(['id', 'name'])
		.where('organisation_id', '=', organisationId)
		.where('closed_at', 'is', null)
		.orderBy(({ fn }) => fn<string>('lower', ['name']))
		.execute();
	return new Map(rows.map(({ id, name }) => [id, name]));
}
