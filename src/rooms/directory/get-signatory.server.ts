import type { Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';

/** The id of a signatory of the protocol, by its key in the reference data, as `fwb`. */
export async function getSignatory(tx: Transaction<DB>, key: string): Promise<string> {
	const { id } = await tx
		.selectFrom('organisation')
		.select('id')
		.where('origin', '=', 'reference')
		.where('origin_key', '=', key)
		.executeTakeFirstOrThrow();
	return id;
}
