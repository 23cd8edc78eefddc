import type { Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';

/** An organisation by its id: where it comes from, its key there, its names. */
export function getOrganisation(tx: Transaction<DB>, organisationId: string) {
	return tx
		.selectFrom('organisation')
		.select(['id', 'origin', 'origin_key', 'name_fr', 'name_nl', 'name_de', 'name_en'])
		.where('id', '=', organisationId)
		.executeTakeFirstOrThrow();
}
