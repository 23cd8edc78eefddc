import { sql, type Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';
import { projectServices } from './project-services.server.ts';

/** Whose submissions of which source. */
interface Imported {
	organisationId: string;
	sourceId: string;
	submittedBy: string;
	/** Who publishes: another person, as the database itself requires. */
	personId: string;
}

/** Publishes in one act what an import has submitted and nobody has edited since; what was given as closed for a while is paused. Returns how many. */
export async function publishImported(tx: Transaction<DB>, imported: Imported): Promise<number> {
	const { organisationId, sourceId, submittedBy, personId } = imported;
	const { rows } = await sql<{ id: string; paused: boolean; until: string | null }>`
		select s.id, (i.record::json->>'paused')::boolean as paused, i.record::json->>'pausedUntil' as until
		from service_import i join service s on s.id = i.service_id and s.state = 'in_review'
		join service_submission u on u.service_id = s.id and u.submitted_by = ${submittedBy}::uuid
		where i.organisation_id = ${organisationId}::uuid and i.source_id = ${sourceId}::uuid order by s.id for update of s`.execute(
		tx,
	);
	if (rows.length === 0) return 0;
	const ids = rows.map(({ id }) => id);
	await sql`update service set state = 'published', version = version + 1, modified_at = now() where id = any (${ids}::uuid[])`.execute(
		tx,
	);
	await sql`insert into service_change (organisation_id, service_id, version, field, language, before, after, person_id)
		select organisation_id, id, version, 'state', '', '"in_review"', '"published"', ${personId}::uuid
		from service where id = any (${ids}::uuid[])`.execute(tx);
	const paused = rows.filter((row) => row.paused);
	if (paused.length > 0) {
		await sql`update service s set state = 'paused', paused_until = w.until
			from json_to_recordset(${JSON.stringify(paused)}::json) as w (id uuid, until date) where s.id = w.id`.execute(tx);
	}
	await projectServices(tx, { organisationId, serviceIds: ids });
	return ids.length;
}
