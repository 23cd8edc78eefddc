import { sql, type Transaction } from 'kysely';
import { textArray } from '#house/database/binary-array.ts';
import type { DB } from '#house/database/schema.ts';
import type { ImportProblem } from '../imported.ts';
import type { Tally } from './tally.ts';
import type { OwnRun } from './work-on-run.ts';

/** A thing that was read, with what taking it in would do. */
export interface StagedItem {
	kind: string;
	id: string;
	standing: string;
	name: string;
	missing: string[];
	duplicate_id: string | null;
	content: string;
}

/** More are counted, not kept: nobody reads them. */
const mostProblems = 5000;

export async function insertItems(
	tx: Transaction<DB>,
	{ organisationId, runId }: OwnRun,
	{ items, tally }: { items: StagedItem[]; tally: Tally },
): Promise<void> {
	if (items.length === 0) return;
	const rows = items.map((item, index) => ({ ...item, content: undefined, number: tally.items + index + 1 }));
	tally.items += items.length;
	await sql`insert into import_item (organisation_id, run_id, number, kind, id, standing, name, missing, duplicate_id, content)
		select ${organisationId}::uuid, ${runId}::uuid, number, kind, id, standing, name, missing, duplicate_id, content
		from rows from (json_to_recordset(${JSON.stringify(rows)}::json) as (number integer, kind text, id uuid, standing text, name text,
			missing text[], duplicate_id uuid), unnest(${textArray(items.map(({ content }) => content))}::text[]))
			as w (number, kind, id, standing, name, missing, duplicate_id, content)`.execute(tx);
}

export async function insertProblems(
	tx: Transaction<DB>,
	{ organisationId, runId }: OwnRun,
	{ problems, tally }: { problems: ImportProblem[]; tally: Tally },
): Promise<void> {
	const rows = problems.flatMap(({ severity, code, values, place: { file, line, column } }) => {
		const which = severity === 'error' ? 'errors' : 'notices';
		tally.counts[which] += 1;
		const number = tally.counts[which];
		const place = column === undefined ? undefined : String(column);
		return number > mostProblems ? [] : [{ number, severity, code, values, file, line, place }];
	});
	if (rows.length === 0) return;
	await sql`insert into import_problem (organisation_id, run_id, number, severity, code, values, file, line, place)
		select ${organisationId}::uuid, ${runId}::uuid, number, severity, code, values, file, line, place
		from json_to_recordset(${JSON.stringify(rows)}::json) as w (number integer, severity text, code text, values jsonb, file text, line integer, place text)`.execute(
		tx,
	);
}
