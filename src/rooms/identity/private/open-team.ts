import type { Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';

/** Whether this team of the organisation is open, and stays so until the transaction ends. */
export async function holdOpenTeam(tx: Transaction<DB>, organisationId: string, teamId: string): Promise<boolean> {
	const team = await tx
		.selectFrom('team')
		.select('id')
		.where('organisation_id', '=', organisationId)
		.where('id', '=', teamId)
		.where('closed_at', 'is', null)
		.forShare()
		.executeTakeFirst();
	return team !== undefined;
}
