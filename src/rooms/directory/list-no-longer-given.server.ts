import { sql, type Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';

/** Services that were taken in from a source and are not among those it gives now. */
export async function listNoLongerGiven(
	tx: Transaction<DB>,
	{ organisationId, sourceId }: { organisationId: string; sourceId: string },
	given: string[],
): Promise<{ id: string; name: string }[]> {
	const { rows } = await sql<{ id: string; name: string }>`
		select s.id, coalesce(t.name, '') as name from service_import i
		join service s on s.id = i.service_id and s.state <> 'archived'
		left join service_text t on t.service_id = s.id and t.language = s.main_language
		left join unnest(${given}::uuid[]) as g (id) on g.id = i.service_id
		where i.organisation_id = ${organisationId}::uuid and i.source_id = ${sourceId}::uuid and g.id is null
		order by s.id`.execute(tx);
	return rows;
}
