import { join } from 'node:path';
import { z } from 'zod';
import { readTable, refuseCell, refuseDuplicates, type Row } from './read-table.ts';

const PlaceAliasRow = z.object({
	alias: z.string().trim().min(1, 'is empty'),
	nis: z.string().regex(/^[0-9]{5}$/, 'is not a NIS code (five digits)'),
	/** The language in which this is the usual name of the whole commune; empty for a name that only finds it. */
	usual_in: z.enum(['', 'fr', 'nl', 'de', 'en'], { error: 'is not empty and not one of fr, nl, de, en' }),
	source: z.string().trim().min(1, 'is empty'),
});
export type PlaceAliasRow = Row<z.output<typeof PlaceAliasRow>>;

/** Well-known names that the other files lack; `known` are the communes they may stand for. */
export function readPlaceAliases(directory: string, known: ReadonlySet<string>): PlaceAliasRow[] {
	const path = join(directory, 'place-aliases.csv');
	const rows = readTable(path, PlaceAliasRow);
	refuseDuplicates(path, rows, ['alias', 'nis']);
	const stray = rows.find((row) => !known.has(row.nis));
	if (stray !== undefined) throw refuseCell(path, stray, { column: 'nis', problem: 'is no commune of municipalities.csv' });
	return rows;
}
