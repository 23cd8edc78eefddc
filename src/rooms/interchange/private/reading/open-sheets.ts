import { readCsvRows } from './csv-rows.ts';
import { detectForm, isOds, isXlsx } from './detect-form.ts';
import { listOdsSheets } from './ods-sheets.ts';
import { openFile, type OpenedFile } from './opened-file.ts';
import { openZip } from './open-zip.ts';
import { Unreadable } from './report.ts';
import type { Sheet } from './sheet.ts';
import { openXlsx } from './xlsx-sheets.ts';

export interface OpenSheets {
	sheets: Sheet[];
	close(): void;
}

/** The sheets of a CSV, XLSX or ODS file. */
export async function openSpreadsheet(path: string, name: string, bytes: number): Promise<OpenSheets> {
	const file = openFile(path, name, bytes);
	const form = await detectForm(file);
	if (form === 'text') return openSheets([file]);
	if (form !== 'zip') throw new Unreadable(form === 'nothing' ? 'nothing_inside' : 'no_spreadsheet', { file: name });
	const { files, close } = await openZip(path, name);
	try {
		if (!isXlsx(files) && !isOds(files)) throw new Unreadable('no_spreadsheet', { file: name });
		const opened = await openSheets(files);
		return {
			sheets: opened.sheets,
			close() {
				opened.close();
				close();
			},
		};
	} catch (error) {
		close();
		throw error;
	}
}

/** The same, of the files of an archive that is open already, or of one CSV file. */
export async function openSheets(files: OpenedFile[]): Promise<OpenSheets> {
	if (isXlsx(files)) return openXlsx(files);
	const content = files.find(({ name }) => name === 'content.xml');
	if (content !== undefined) return { sheets: await listOdsSheets(content), close: () => undefined };
	const sheets = files.map((file): Sheet => {
		return { name: file.name, bytes: file.bytes, rows: (count) => readCsvRows(file, count) };
	});
	return { sheets, close: () => undefined };
}
