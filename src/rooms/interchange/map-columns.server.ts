import { sql } from 'kysely';
import type { Database } from '#house/database/kysely.ts';
import type { SignedIn } from '#rooms/identity/signed-in.ts';
import { access } from './access.ts';
import type { ColumnMapping } from './imported.ts';
import { askWork } from './private/ask-work.ts';
import { workOnRun, type OwnRun } from './private/work-on-run.ts';

/** Says which column of a spreadsheet holds what, for this import and the next of its source; then it is read. */
export function mapColumns(
	database: Database,
	person: SignedIn,
	{ mapping, ...own }: OwnRun & { mapping: ColumnMapping },
): Promise<{ reading: true } | { refused: 'unknown' | 'other_state' | 'no_name' }> {
	return workOnRun(
		database,
		{ person, allowed: access.mapColumns, own },
		async ({ tx, run }): Promise<{ reading: true } | { refused: 'other_state' | 'no_name' }> => {
			if (run.state !== 'mapping' || run.input.from !== 'file') return { refused: 'other_state' };
			if (!mapping.columns.some(({ field }) => field === 'name')) return { refused: 'no_name' };
			const kept = JSON.stringify(mapping);
			await sql`update import_run set state = 'reading', seen_at = clock_timestamp(),
					input = jsonb_set(input, '{mapping}', ${kept}::jsonb) where id = ${run.id}::uuid`.execute(tx);
			await sql`update import_source set mapping = ${kept}::jsonb where id = ${run.sourceId}::uuid`.execute(tx);
			await askWork(tx, 'check_import', own);
			return { reading: true };
		},
	);
}
