import type { Json } from '#rooms/directory/hsds.ts';
import { writeCellText, writeOpenValue } from '../cell-text.ts';
import { getTable, type TableName } from '../tables.ts';
import type { FlatStore } from './flat-store.ts';

const rowsInPiece = 200;

/** A table as CSV (RFC 4180, UTF-8), in pieces; read no faster than they are taken. */
export function* writeTable(store: FlatStore, table: TableName): Generator<string> {
	const columns = store.listColumns(table);
	const known = getTable(table).columns;
	let piece = writeRow(columns);
	let rows = 0;
	for (const { id, values } of store.list(table)) {
		const cells = columns.map((name) => (name === 'id' ? id : writeCell(values[name], known.get(name)?.kind)));
		piece += writeRow(cells);
		rows += 1;
		if (rows % rowsInPiece > 0) continue;
		yield piece;
		piece = '';
	}
	yield piece;
}

/** Numbers of the specification are numbers: nothing can be calculated with -3.5. */
function writeCell(value: Json | undefined, kind: string | undefined): string {
	if (value === undefined) return '';
	if (kind === undefined) return writeOpenValue(value);
	if (kind === 'number' && typeof value === 'number') return String(value);
	return writeCellText(typeof value === 'string' ? value : JSON.stringify(value));
}

function writeRow(cells: readonly string[]): string {
	return `${cells.map((cell) => (/[",;\r\n\t']|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\r\n`;
}
