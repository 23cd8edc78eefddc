import { join } from 'node:path';
import { z } from 'zod';
import { readTable, refuseCell, refuseDuplicates, type Row } from './read-table.ts';

const regions = ['Région flamande', 'Région wallonne', 'Région de Bruxelles-Capitale'] as const;
const nis = z.string().regex(/^[0-9]{5}$/, 'is not a NIS code (five digits)');
const filled = z.string().trim().min(1, 'is empty');

const MunicipalityRow = z.object({
	nis,
	name_fr: filled,
	name_nl: filled,
	name_de: z.string().trim(),
	province: z.string(),
	province_nl: z.string(),
	arrondissement_nis: nis,
	region: z.enum(regions, { error: `is not one of ${regions.join(', ')}` }),
	lat: coordinate('latitude', 49.49, 51.51),
	lon: coordinate('longitude', 2.54, 6.41),
	merged_from: z
		.string()
		.regex(/^([0-9]{5}(\+[0-9]{5})+)?$/, 'is not a list of NIS codes joined by "+"')
		.transform((text) => (text === '' ? [] : text.split('+'))),
});
export type MunicipalityRow = Row<z.output<typeof MunicipalityRow>>;

/** The communes of Belgium; `arrondissements` are the codes they may belong to. */
export function readMunicipalities(directory: string, arrondissements: ReadonlySet<string>): MunicipalityRow[] {
	const path = join(directory, 'municipalities.csv');
	const rows = readTable(path, MunicipalityRow);
	refuseDuplicates(path, rows, ['nis']);
	const stray = rows.find((row) => !arrondissements.has(row.arrondissement_nis));
	if (stray === undefined) return rows;
	throw refuseCell(path, stray, { column: 'arrondissement_nis', problem: 'is no arrondissement of areas.csv' });
}

/** Decimal degrees within the box around Belgium. */
function coordinate(kind: 'latitude' | 'longitude', least: number, most: number) {
	const problem = `is not a ${kind} in Belgium (${least} to ${most})`;
	return z
		.string()
		.regex(/^[0-9]+(\.[0-9]+)?$/, problem)
		.transform(Number)
		.refine((degrees) => degrees >= least && degrees <= most, problem);
}
