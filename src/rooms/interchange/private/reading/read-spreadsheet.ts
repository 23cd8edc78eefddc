import type { ColumnMapping, Imported, ImportInput } from '../../imported.ts';
import { isSpreadsheetField, type SpreadsheetField } from '../../spreadsheet-fields.ts';
import { readCellText } from '../cell-text.ts';
import { describeRow } from './describe-row.ts';
import { openSheets } from './open-sheets.ts';
import type { OpenedFile } from './opened-file.ts';
import { Unreadable, type Report } from './report.ts';
import { SeenThings } from './seen-things.ts';
import { isHeader, type Sheet } from './sheet.ts';

export interface Spreadsheet {
	input: Extract<ImportInput, { from: 'file' }>;
	/** The file itself, or what is in it. */
	files: OpenedFile[];
}

/** Each row of a sheet as a service, by the columns that were said to hold something. */
export async function* readSpreadsheet(
	{ input, files }: Spreadsheet,
	report: Report,
	signal: AbortSignal,
): AsyncGenerator<Imported> {
	const { mapping, name } = input;
	if (mapping === undefined) throw new Unreadable('mapping_missing', { file: name });
	const { sheets, close } = await openSheets(files);
	try {
		const isAlone = mapping.sheet === undefined || sheets.length === 1;
		const sheet = sheets.find((each) => each.name === mapping.sheet) ?? (isAlone ? sheets[0] : undefined);
		if (sheet === undefined) throw new Unreadable('missing_sheet', { file: name }, { sheet: mapping.sheet ?? '' });
		const file = sheets.length > 1 ? `${name} (${sheet.name})` : name;
		yield* readRows(sheet, { mapping, file, report, signal });
	} finally {
		close();
	}
}

interface Reading {
	mapping: ColumnMapping;
	file: string;
	report: Report;
	signal: AbortSignal;
}

const rowsBetweenProgress = 500;

async function* readRows(sheet: Sheet, reading: Reading): AsyncGenerator<Imported> {
	using seen = new SeenThings();
	const { file, report, signal } = reading;
	let columns: Map<SpreadsheetField, number> | undefined;
	let [rows, doneBytes] = [0, 0];
	for await (const { line, cells } of sheet.rows((bytes) => (doneBytes += bytes))) {
		signal.throwIfAborted();
		if (columns === undefined) {
			if (isHeader(cells)) columns = findColumns(cells, { ...reading, line });
			continue;
		}
		const values = new Map<SpreadsheetField, string>();
		for (const [field, column] of columns) {
			const text =
				readCellText(cells[column] ?? '')
					?.replaceAll(/[\u00A0\u202F]/g, ' ')
					.trim() ?? '';
			if (text !== '') values.set(field, text);
		}
		const place = { file, line };
		const object = values.size === 0 ? undefined : describeRow(values, place, report);
		const before = object && seen.meet('service', object.id, place);
		if (before !== undefined) report.error('same_row', place, { line: before.line ?? 0 });
		else if (object !== undefined) yield { entity: { kind: 'service', object, place } };
		yield* report.take();
		rows += 1;
		if (rows % rowsBetweenProgress === 0) yield { progress: { doneBytes, totalBytes: sheet.bytes } };
	}
	if (columns === undefined) report.error('no_headings', { file });
	yield* report.take();
}

/** Which column holds each field, from 0. */
function findColumns(
	cells: string[],
	{ mapping, file, report, line }: Reading & { line: number },
): Map<SpreadsheetField, number> {
	const headings = cells.map((cell) => cell.trim());
	const columns = new Map<SpreadsheetField, number>();
	for (const { heading, field } of mapping.columns) {
		const column = headings.indexOf(heading.trim());
		if (column < 0) report.error('missing_column', { file, line }, { field: heading });
		else if (!isSpreadsheetField(field)) report.error('unknown_target', { file, line, column: heading }, { field });
		else columns.set(field, column);
	}
	if (!columns.has('name')) report.error('name_not_mapped', { file, line });
	return columns;
}
