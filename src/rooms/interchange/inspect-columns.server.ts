import { sql } from 'kysely';
import type { Database } from '#house/database/kysely.ts';
import type { SignedIn } from '#rooms/identity/signed-in.ts';
import { access } from './access.ts';
import type { ImportProblem } from './imported.ts';
import { StoredMapping, type Run } from './import-run.ts';
import { inspectSpreadsheet, type InspectedSheet } from './inspect-spreadsheet.server.ts';
import { lookAtRun, type OwnRun } from './private/work-on-run.ts';

export interface InspectedRun {
	run: Run;
	/** With what each column held the last time this source was read or, the first time, what its heading suggests. */
	sheets: InspectedSheet[];
	problem: ImportProblem | undefined;
}

/** The sheets of the spreadsheet that waits to be told what its columns hold. */
export async function inspectColumns(
	database: Database,
	person: SignedIn,
	own: OwnRun,
): Promise<InspectedRun | { refused: 'unknown' | 'other_state' }> {
	const found = await lookAtRun(database, { person, allowed: access.inspectColumns, own }, async ({ tx, run }) => {
		const { rows } = await sql<{
			mapping: unknown;
		}>`select mapping from import_source where id = ${run.sourceId}::uuid`.execute(tx);
		return { run, before: StoredMapping.nullable().parse(rows[0]?.mapping ?? null) };
	});
	if ('refused' in found) return found;
	const { run, before } = found;
	if (run.state !== 'mapping' || run.input.from !== 'file') return { refused: 'other_state' };
	const inspected = await inspectSpreadsheet(run.input.path, run.input.name);
	if ('refused' in inspected) return { run, sheets: [], problem: inspected.refused };
	const sheets = inspected.sheets.map((sheet) => {
		const remembered = before?.columns.filter(({ heading }) => sheet.headings.includes(heading)) ?? [];
		return remembered.length === 0 ? sheet : { ...sheet, mapping: { ...sheet.mapping, columns: remembered } };
	});
	return { run, sheets, problem: undefined };
}
