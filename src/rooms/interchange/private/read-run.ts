import { sql, type Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';
import { Run } from '../import-run.ts';

export const columnsOfRun = sql`r.id, r.source_id as "sourceId", s.name as source, s.language, s.coverage_by_postal_code as "coverageByPostalCode",
	r.person_id as "personId", r.imaginary, r.state, r.input, r.reason, r.overwrite, r.archive_missing as "archiveMissing", r.counts,
	r.done::float8 as done, r.total::float8 as total, extract(epoch from clock_timestamp() - r.seen_at)::float8 as "silentFor",
	to_json(r.begun_at)#>>'{}' as "begunAt", to_json(r.ended_at)#>>'{}' as "endedAt", to_json(r.published_at)#>>'{}' as "publishedAt",
	r.published_by as "publishedBy"`;

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** A run of this organisation; undefined when there is none, or none that the transaction may see. */
export async function readRun(
	tx: Transaction<DB>,
	{ organisationId, runId }: { organisationId: string; runId: string },
): Promise<Run | undefined> {
	if (!uuid.test(runId)) return undefined;
	const { rows } = await sql`select ${columnsOfRun} from import_run r
		join import_source s on s.organisation_id = r.organisation_id and s.id = r.source_id
		where r.id = ${runId}::uuid and r.organisation_id = ${organisationId}::uuid`.execute(tx);
	return rows[0] === undefined ? undefined : Run.parse(rows[0]);
}
