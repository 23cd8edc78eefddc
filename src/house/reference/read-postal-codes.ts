import { join } from 'node:path';
import { z } from 'zod';
import { readTable, refuseCell, refuseDuplicates, type Row } from './read-table.ts';

const PostalCodeRow = z.object({
	postal_code: z.string().regex(/^[1-9][0-9]{3}$/, 'is not a Belgian postal code (four digits)'),
	locality_fr: z.string().trim(),
	locality_nl: z.string().trim(),
	locality_de: z.string().trim(),
	nis: z.string().regex(/^[0-9]{5}$/, 'is not a NIS code (five digits)'),
});
export type PostalCodeRow = Row<z.output<typeof PostalCodeRow>>;

/** The localities with their postal codes; `known` are the communes they may belong to. */
export function readPostalCodes(directory: string, known: ReadonlySet<string>): PostalCodeRow[] {
	const path = join(directory, 'postal_codes.csv');
	const rows = readTable(path, PostalCodeRow);
	refuseDuplicates(path, rows, ['postal_code', 'locality_fr', 'locality_nl', 'locality_de', 'nis']);
	for (const row of rows) {
		if (!known.has(row.nis)) throw refuseCell(path, row, { column: 'nis', problem: 'is no commune of municipalities.csv' });
		if (row.locality_fr + row.locality_nl + row.locality_de !== '') continue;
		throw refuseCell(path, row, { column: 'locality_fr', problem: 'is empty, and so are the other names of the locality' });
	}
	return rows;
}
