import { stat } from 'node:fs/promises';
import type { ColumnMapping, ImportProblem } from './imported.ts';
import { proposeMapping } from './propose-mapping.ts';
import { openSpreadsheet } from './private/reading/open-sheets.ts';
import { Unreadable } from './private/reading/report.ts';
import { isHeader } from './private/reading/sheet.ts';

/** A sheet as it is shown to whoever says which column holds what. */
export interface InspectedSheet {
	name: string;
	/** As they stand there, in order; those without a text are left out. */
	headings: string[];
	/** Up to five rows, each cell under its heading. */
	samples: string[][];
	mapping: ColumnMapping;
}

const mostSamples = 5;

/** What the sheets of a CSV, XLSX or ODS file look like. Reads no further than it needs. */
export async function inspectSpreadsheet(
	path: string,
	name: string,
): Promise<{ sheets: InspectedSheet[] } | { refused: ImportProblem }> {
	try {
		const { size } = await stat(path);
		const { sheets, close } = await openSpreadsheet(path, name, size);
		try {
			const inspected: InspectedSheet[] = [];
			for (const sheet of sheets) {
				const found = await inspectSheet(sheet);
				if (found !== undefined) inspected.push(found);
			}
			return { sheets: inspected };
		} finally {
			close();
		}
	} catch (error) {
		if (!(error instanceof Unreadable)) throw error;
		return { refused: { severity: 'error', code: error.code, values: error.values, place: error.place } };
	}
}

async function inspectSheet(sheet: Awaited<ReturnType<typeof openSpreadsheet>>['sheets'][number]) {
	let header: { heading: string; column: number }[] | undefined;
	const samples: string[][] = [];
	for await (const { cells } of sheet.rows(() => undefined)) {
		if (header !== undefined) samples.push(header.map(({ column }) => (cells[column] ?? '').trim()));
		else if (isHeader(cells)) {
			const columns = cells.map((cell, column) => ({ heading: cell.trim(), column }));
			header = columns.filter(({ heading }) => heading !== '');
		}
		if (samples.length >= mostSamples) break;
	}
	if (header === undefined) return undefined;
	const headings = header.map(({ heading }) => heading);
	return { name: sheet.name, headings, samples, mapping: proposeMapping(sheet.name, headings) };
}
