import { join } from 'node:path';
import { z } from 'zod';
import { readTable, refuseCell, refuseDuplicates, type Row } from './read-table.ts';

/** From the narrowest kind of territory to the widest; communes have their own file. */
const kinds = ['arrondissement', 'province', 'region', 'community', 'country'] as const;
const widths: Record<string, number> = { arrondissement: 1, province: 2, region: 3, community: 3, country: 4 };

const filled = z.string().trim().min(1, 'is empty');

const AreaRow = z.object({
	code: z.string().regex(/^([0-9]{5}|[a-z]{2,5})$/, 'is neither a NIS code (five digits) nor the short code of a community'),
	kind: z.enum(kinds, { error: `is not one of ${kinds.join(', ')}` }),
	name_fr: filled,
	name_nl: filled,
	name_de: filled,
	name_en: filled,
	parent: z.string(),
});
export type AreaRow = Row<z.output<typeof AreaRow>>;

/** Belgium, its regions, communities, provinces and arrondissements, each below a wider one. */
export function readAreas(directory: string): AreaRow[] {
	const path = join(directory, 'areas.csv');
	const rows = readTable(path, AreaRow);
	refuseDuplicates(path, rows, ['code']);
	const kindOf = new Map(rows.map((row) => [row.code, row.kind]));
	for (const row of rows) {
		const parent = kindOf.get(row.parent);
		if (row.kind === 'country' && row.parent === '') continue;
		if (parent === undefined) throw refuseCell(path, row, { column: 'parent', problem: 'is no code of this file' });
		if ((widths[parent] ?? 0) > (widths[row.kind] ?? 0)) continue;
		throw refuseCell(path, row, { column: 'parent', problem: `is no wider than a ${row.kind}` });
	}
	return rows;
}
