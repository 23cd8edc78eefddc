import { isFormula } from './formula-cell.ts';

/** One row for a Belgian spreadsheet: semicolons, every cell quoted, and no cell that a spreadsheet would calculate. */
export function writeCsvRow(cells: readonly string[]): string {
	return `${cells.map(writeCell).join(';')}\r\n`;
}

/** A cell that begins with one of these is a formula to some spreadsheet; an apostrophe in front makes it text. */
function writeCell(text: string): string {
	const harmless = isFormula(text) ? `'${text}` : text;
	return `"${harmless.replaceAll('"', '""')}"`;
}
