import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { parseCsv, type CsvRow } from './parse-csv.ts';
import { ReferenceDataError } from './reference-data-error.ts';

export type Row<Values> = Values & {
	/** The line of the file, for messages. */
	line: number;
};

/** A cell that is wrong, in words that follow the column and the value: `{ column: 'nis', problem: 'appears twice' }`. */
export interface Refusal {
	column: string;
	problem: string;
}

/** A CSV file with exactly the columns of the schema, each row parsed; the schema's messages follow the column and the value. */
export function readTable<Schema extends z.ZodObject>(path: string, schema: Schema): Row<z.output<Schema>>[] {
	const [header, ...rows] = parseCsv(path, readText(path));
	const columns = header?.cells ?? [];
	refuseColumns(path, columns, Object.keys(schema.shape));
	return rows.map((row) => {
		const values = nameCells(path, columns, row);
		const parsed = schema.safeParse(values);
		if (parsed.success) return { ...parsed.data, line: row.line };
		const [issue] = parsed.error.issues;
		const column = String(issue?.path[0] ?? columns[0]);
		throw refuseCell(path, { ...values, line: row.line }, { column, problem: issue?.message ?? 'is not understood' });
	});
}

export function refuseCell(path: string, row: object & { line: number }, refusal: Refusal): ReferenceDataError {
	const { [refusal.column]: value }: Record<string, unknown> = { ...row };
	return new ReferenceDataError(path, `${refusal.column} "${String(value)}" ${refusal.problem}.`, { line: row.line });
}

/** Throws on the first row whose key an earlier row has. */
export function refuseDuplicates<Values extends { line: number }>(
	path: string,
	rows: Values[],
	columns: (keyof Values & string)[],
): void {
	const lines = new Map<string, number>();
	for (const row of rows) {
		const key = JSON.stringify(columns.map((column) => row[column]));
		const first = lines.get(key);
		if (first !== undefined) throw refuseCell(path, row, { column: columns[0] ?? '', problem: `repeats line ${first}` });
		lines.set(key, row.line);
	}
}

export function readText(path: string): string {
	try {
		return readFileSync(path, 'utf8');
	} catch (cause) {
		throw new ReferenceDataError(path, 'this file is missing or may not be read.', { cause });
	}
}

function refuseColumns(path: string, found: string[], wanted: string[]): void {
	const missing = wanted.find((column) => !found.includes(column));
	if (missing !== undefined) throw new ReferenceDataError(path, `the column "${missing}" is missing.`, { line: 1 });
	const unknown = found.find((column, index) => !wanted.includes(column) || found.indexOf(column) !== index);
	if (unknown !== undefined) throw new ReferenceDataError(path, `the column "${unknown}" is not expected.`, { line: 1 });
}

function nameCells(path: string, columns: string[], row: CsvRow): Record<string, string> {
	if (row.cells.length !== columns.length) {
		const counts = `${row.cells.length} columns where the first line has ${columns.length}`;
		throw new ReferenceDataError(path, `${counts}.`, { line: row.line });
	}
	return Object.fromEntries(columns.map((column, index) => [column, row.cells[index] ?? '']));
}
