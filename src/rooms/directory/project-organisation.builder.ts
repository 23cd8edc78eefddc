import { sql, type Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';
import { projectServices } from './project-services.server.ts';

/** Brings the open feed to what one organisation publishes now, all of it, after rows were written behind the verbs. */
export async function projectOrganisation(tx: Transaction<DB>, organisationId: string): Promise<void> {
	const { rows } = await sql<{ id: string }>`
		select id from service where organisation_id = ${organisationId}::uuid and published
		union select id from hsds_document where kind = 'service' and organisation_id = ${organisationId}::uuid and deleted_at is null`.execute(
		tx,
	);
	await projectServices(tx, { organisationId, serviceIds: rows.map(({ id }) => id) });
}
