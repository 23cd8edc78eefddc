import { isFormula } from '#house/web/formula-cell.ts';
import type { Json } from '#rooms/directory/hsds.ts';

/**
 * How a text stands in a cell of a package: as it is, or with an apostrophe before it when a spreadsheet would calculate it, when it
 * would be read as a missing value, or when its own apostrophe would be taken for such a one. `readCellText` undoes exactly that.
 */
export function writeCellText(text: string): string {
	return isGuarded(text) ? `'${text}` : text;
}

/** The text of a cell; undefined for nothing, which may also be written null. */
export function readCellText(cell: string): string | undefined {
	if (cell === '' || isNull(cell)) return undefined;
	const rest = cell.slice(1);
	return cell.startsWith("'") && isGuarded(rest) ? rest : cell;
}

function isGuarded(text: string): boolean {
	const bare = text.replace(/^'+/, '');
	return isFormula(bare) || isNull(bare);
}

function isNull(text: string): boolean {
	return /^null$/i.test(text);
}

/** A value in a column that the specification does not have: a text as it is unless it could be taken for JSON, anything else as JSON. */
export function writeOpenValue(value: Json): string {
	if (typeof value !== 'string') return writeCellText(JSON.stringify(value));
	return writeCellText(readJson(value) === undefined ? value : JSON.stringify(value));
}

export function readOpenValue(text: string): Json {
	return readJson(text) ?? text;
}

/** Undefined for what is no JSON, or a number that would not be written the same way again. */
function readJson(text: string): Json | undefined {
	if (!/^["[{0-9-]|^(true|false)$/.test(text)) return undefined;
	try {
		// What JSON.parse returns is JSON; a null within is left out by whoever checks the object.
		const value = JSON.parse(text) as Json;
		return typeof value === 'number' && String(value) !== text ? undefined : value;
	} catch {
		return undefined;
	}
}
