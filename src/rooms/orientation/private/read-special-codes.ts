import { join } from 'node:path';
import { z } from 'zod';
import { readTable, refuseCell, refuseDuplicates } from '#house/reference/read-table.ts';

const SpecialCodeRow = z.object({
	postal_code: z.string().regex(/^[1-9][0-9]{3}$/, 'is not a Belgian postal code (four digits)'),
	nis: z.string().regex(/^[0-9]{5}$/, 'is not a NIS code (five digits)'),
	source: z.string().trim().min(1, 'is empty'),
});

/**
 * Postal codes that serve an institution or a company and no street, as "postal code, NIS code".
 * `known` are the codes of the communes, in the same form: one that is not among them is a slip of the file.
 */
export function readSpecialCodes(directory: string, known: ReadonlySet<string>): Set<string> {
	const path = join(directory, 'special-codes.csv');
	const rows = readTable(path, SpecialCodeRow);
	refuseDuplicates(path, rows, ['postal_code', 'nis']);
	const codes = rows.map((row) => ({ row, code: `${row.postal_code} ${row.nis}` }));
	const stray = codes.find(({ code }) => !known.has(code));
	if (stray !== undefined) {
		const problem = 'is no postal code of this commune in postal_codes.csv';
		throw refuseCell(path, stray.row, { column: 'postal_code', problem });
	}
	return new Set(codes.map(({ code }) => code));
}
