import type { Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';

/** The entry of the organisation in the register. Undefined: it has none. */
export async function findOwnParty(tx: Transaction<DB>, organisationId: string): Promise<string | undefined> {
	const party = await tx
		.selectFrom('party')
		.select('id')
		.where('organisation_id', '=', organisationId)
		.executeTakeFirst();
	return party?.id;
}
