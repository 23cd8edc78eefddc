import type { CsvRow } from './csv-rows.ts';

/** A sheet of a spreadsheet, whatever the program. */
export interface Sheet {
	name: string;
	/** How many bytes the rows take, where it is known, to show how far the reading has come. */
	bytes: number | undefined;
	/** The rows that hold something; lines count from 1 as the program shows them. */
	rows(count: (bytes: number) => void): AsyncIterable<CsvRow>;
}

export const mostColumns = 256;
const longestCell = 50_000;

/** Gathers the cells of one row. */
export class RowBuilder {
	#cells: string[] = [];

	set(column: number, text: string): void {
		if (column >= mostColumns || text === '') return;
		while (this.#cells.length < column) this.#cells.push('');
		this.#cells[column] = text.length > longestCell + 1 ? text.slice(0, longestCell + 1) : text;
	}

	/** The cells, and an empty row again; undefined when there are none. */
	finish(): string[] | undefined {
		const cells = this.#cells;
		this.#cells = [];
		return cells.some((cell) => cell.trim() !== '') ? cells : undefined;
	}
}

/** Headings are in the first row with more than one cell: a single one is the title of the sheet. */
export function isHeader(cells: readonly string[]): boolean {
	return cells.filter((cell) => cell.trim() !== '').length > 1;
}
