import type { Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';

/** The organisations of the reference data, with their key there and the area they are of. */
export function listReferenceOrganisations(
	tx: Transaction<DB>,
): Promise<{ id: string; key: string; area: string | null }[]> {
	return tx
		.selectFrom('organisation')
		.select(['id', 'origin_key as key', 'area_code as area'])
		.where('origin', '=', 'reference')
		.execute();
}
