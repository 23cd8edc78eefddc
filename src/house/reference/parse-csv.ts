import { ReferenceDataError } from './reference-data-error.ts';

export interface CsvRow {
	/** The line of the file the row begins on, from 1. */
	line: number;
	cells: string[];
}

/** The rows of an RFC 4180 text: quoted cells may hold commas, line ends and doubled quotes. Empty lines are passed over. */
export function parseCsv(path: string, text: string): CsvRow[] {
	const cell = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r?\n|$)/y;
	const rows: CsvRow[] = [];
	let row: CsvRow = { line: 1, cells: [] };
	let line = 1;
	let separator = '\n';
	cell.lastIndex = text.startsWith('\uFEFF') ? 1 : 0;
	while (cell.lastIndex < text.length || separator === ',') {
		const [whole, raw = '', end = ''] = cell.exec(text) ?? [];
		if (whole === undefined) throw new ReferenceDataError(path, 'a quotation mark is out of place or never closed.', { line });
		row.cells.push(raw.startsWith('"') ? raw.slice(1, -1).replaceAll('""', '"') : raw);
		line += whole.split('\n').length - 1;
		separator = end;
		if (end === ',') continue;
		if (row.cells.length > 1 || raw !== '') rows.push(row);
		row = { line, cells: [] };
	}
	return rows;
}
