import { randomUUID } from 'node:crypto';
import type { Database } from '../database/kysely.ts';

/** An organisation of its own for a test. Returns its id. */
export async function anOrganisation(owner: Database, name = 'Commune d’essai'): Promise<string> {
	const row = await owner
		.insertInto('organisation')
		.values({ origin: 'partner', origin_key: randomUUID(), kind: 'other', name_fr: name })
		.returning('id')
		.executeTakeFirstOrThrow();
	return row.id;
}

/** The id of an organisation of the reference data, as `verviers`. */
export async function getReferenceOrganisation(owner: Database, key: string): Promise<string> {
	const row = await owner
		.selectFrom('organisation')
		.select('id')
		.where('origin', '=', 'reference')
		.where('origin_key', '=', key)
		.executeTakeFirstOrThrow();
	return row.id;
}
