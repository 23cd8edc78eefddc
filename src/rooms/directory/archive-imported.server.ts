import { sql, type Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';

/** Archives services that their source no longer gives. Returns those that were not archived before; the feed follows afterwards. */
export async function archiveImported(
	tx: Transaction<DB>,
	{ organisationId, personId }: { organisationId: string; personId: string | null },
	serviceIds: string[],
): Promise<string[]> {
	const { rows } = await sql<{ id: string }>`
		with before as (select id, state from service
			where id = any (${serviceIds}::uuid[]) and organisation_id = ${organisationId}::uuid and state <> 'archived' for update),
		moved as (update service s set state = 'archived', version = s.version + 1, modified_at = now() from before b where s.id = b.id
			returning s.id, s.version, b.state),
		noted as (insert into service_change (organisation_id, service_id, version, field, language, before, after, person_id)
			select ${organisationId}::uuid, id, version, 'state', '', to_jsonb(state), '"archived"', ${personId}::uuid from moved)
		select id from moved`.execute(tx);
	return rows.map(({ id }) => id);
}
