import { sql, type Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';
import type { Language } from '#house/language/language.ts';
import type { StoredInput } from '../import-run.ts';

export interface NewRun {
	organisationId: string;
	/** The name of the source; the first import of that name makes it. */
	source: string;
	input: StoredInput;
	/** The language of texts that do not say theirs. */
	language: Language;
	coverageByPostalCode: boolean;
	/** A spreadsheet whose columns have to be told first. */
	needsMapping: boolean;
	personId: string | null;
	imaginary: boolean;
}

/** The id of the run; undefined when another import of this source is under way. */
export async function beginRun(tx: Transaction<DB>, run: NewRun): Promise<string | undefined> {
	const { organisationId, source, input, language, coverageByPostalCode, personId, imaginary } = run;
	const url = input.from === 'feed' ? input.url : null;
	const found = await sql<{ id: string }>`
		insert into import_source (organisation_id, name, input, url, language, coverage_by_postal_code)
		values (${organisationId}::uuid, ${source}, ${input.from}, ${url}, ${language}, ${coverageByPostalCode})
		on conflict (organisation_id, name) do update set input = excluded.input, url = excluded.url, language = excluded.language,
			coverage_by_postal_code = excluded.coverage_by_postal_code
		returning id`.execute(tx);
	const state = run.needsMapping ? 'mapping' : 'reading';
	const { rows } = await sql<{ id: string }>`
		insert into import_run (organisation_id, source_id, person_id, imaginary, state, input)
		values (${organisationId}::uuid, ${found.rows[0]?.id}::uuid, ${personId}::uuid, ${imaginary}, ${state}, ${JSON.stringify(input)}::jsonb)
		on conflict (organisation_id, source_id) where state in ('mapping', 'reading', 'checked', 'taking') do nothing
		returning id`.execute(tx);
	return rows[0]?.id;
}
