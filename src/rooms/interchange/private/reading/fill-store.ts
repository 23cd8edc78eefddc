import { isHsdsId } from '#rooms/directory/hsds.ts';
import type { Imported } from '../../imported.ts';
import { readCellText, readOpenValue } from '../cell-text.ts';
import { getTable, tables, type TableName } from '../tables.ts';
import { readCsvRows, type CsvRow } from './csv-rows.ts';
import type { OpenedFile } from './opened-file.ts';
import { clean, deriveId, readValue } from './read-value.ts';
import type { Report } from './report.ts';
import type { RowStore, StoredRow } from './row-store.ts';
import { tidyTown } from './tidy-town.ts';

export interface Filling {
	file: OpenedFile;
	table: TableName;
	report: Report;
	count(bytes: number): void;
}

const rowsBetweenReports = 500;

/** Reads one table of a package into the store; what is wrong with single cells is told on the way. */
export async function* fillStore(store: RowStore, filling: Filling): AsyncGenerator<Imported> {
	const { file, table, report } = filling;
	let header: string[] | undefined;
	let rows = 0;
	for await (const row of readCsvRows(file, filling.count)) {
		if (header === undefined) {
			header = readHeader(row, filling);
			if (!header.includes('id')) return yield* report.take();
			continue;
		}
		const stored = readRow(row, header, filling);
		if (stored !== undefined) store.add(table, stored);
		rows += 1;
		if (rows % rowsBetweenReports === 0) yield* report.take();
	}
	if (header === undefined) report.notice('nothing_inside', { file: file.name });
	yield* report.take();
}

function readHeader({ cells, line }: CsvRow, { file, table, report }: Filling): string[] {
	const place = { file: file.name, line };
	const header = cells.map((cell) => readCellText(cell)?.trim() ?? '');
	const names = header.map((name) => (name.startsWith('x_') ? name : name.toLowerCase().replaceAll(' ', '_')));
	const known = getTable(table).columns;
	for (const [index, name] of names.entries()) {
		if (name !== '' && names.indexOf(name) !== index) report.error('duplicate_column', place, { field: name });
		if (name === '' || known.has(name) || name.startsWith('x_')) continue;
		report.noticeOnce(`${table}.${name}`, { code: 'unknown_field', place, values: { field: name, table } });
	}
	if (!names.includes('id')) report.error('missing_column', place, { field: 'id' });
	return names;
}

function readRow({ line, cells }: CsvRow, header: string[], { file, table, report }: Filling): StoredRow | undefined {
	const place = { file: file.name, line };
	if (cells.length > header.length && cells.slice(header.length).some((cell) => cell !== '')) {
		report.error('too_many_cells', place, { cells: cells.length, columns: header.length });
	}
	const row: StoredRow = { id: '', line, fields: {}, links: new Map() };
	for (const [index, name] of header.entries()) {
		const text = readCellText(cells[index] ?? '');
		if (text === undefined || name === '' || name === '__proto__') continue;
		readCell(row, [name, text], { file, table, report });
	}
	deriveLinks(row, table, report);
	const { required } = getTable(table);
	for (const name of required) {
		const isThere = name === 'id' ? row.id !== '' : row.fields[name] !== undefined;
		if (!isThere) report.error('missing_field', { ...place, column: name }, { field: name, table });
	}
	if (row.id === '') return undefined;
	if (table === 'address')
		row.fields = { ...tidyTown({ ...row.fields, id: row.id }, { ...place, column: 'city' }, report) };
	delete row.fields.id;
	return row;
}

function readCell(
	row: StoredRow,
	[name, text]: [string, string],
	{ file, table, report }: Pick<Filling, 'file' | 'table' | 'report'>,
): void {
	const place = { file: file.name, line: row.line, column: name };
	const column = getTable(table).columns.get(name);
	if (column === undefined) {
		const value = readOpenValue(clean(text, place, report));
		if (value !== '') row.fields[name] = value;
		return;
	}
	const value = readValue(text, { table, column, place, isText: true }, report);
	if (name === 'id') {
		row.id = typeof value === 'string' ? value : '';
		if (row.id !== text.trim()) row.fields.x_be_source_id ??= text.trim();
	} else if (column.refersTo === undefined) row.fields[name] = value;
	else if (typeof value === 'string') row.links.set(name, value);
	if (column.isLoose && value !== undefined) row.fields[name] = value;
}

/** A row of any table is named as its table derives its ids; which table that is stands in another column. */
function deriveLinks(row: StoredRow, table: TableName, report: Report): void {
	const named = table === 'attribute' ? row.fields.link_entity : row.fields.resource_type;
	const other = [...tables.keys()].find((each) => each === named);
	for (const { name, refersTo } of getTable(table).columns.values()) {
		const value = row.links.get(name);
		if (refersTo !== '*' || value === undefined || isHsdsId(value) || other === undefined) continue;
		row.links.set(name, deriveId(report.source, other, value));
	}
}
