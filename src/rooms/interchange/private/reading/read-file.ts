import { stat } from 'node:fs/promises';
import type { Imported, ImportInput } from '../../imported.ts';
import { detectForm, isOds, isXlsx } from './detect-form.ts';
import { openFile, type OpenedFile } from './opened-file.ts';
import { openZip } from './open-zip.ts';
import { findTable } from './package-files.ts';
import { readJson } from './read-json.ts';
import { readPackage } from './read-package.ts';
import { readSpreadsheet } from './read-spreadsheet.ts';
import { Unreadable, type Report } from './report.ts';
import { SeenThings } from './seen-things.ts';

type FileInput = Extract<ImportInput, { from: 'file' }>;

/** One file, by what stands in it rather than by its name. */
export async function* readFile(input: FileInput, report: Report, signal: AbortSignal): AsyncGenerator<Imported> {
	const { size } = await stat(input.path);
	const file = openFile(input.path, input.name, size);
	const form = await detectForm(file);
	if (form === 'nothing') throw new Unreadable('nothing_inside', { file: file.name });
	if (form === 'json') yield* readJsonFile(file, report, signal);
	else if (form === 'zip') yield* readZip(input, report, signal);
	else if (form === 'text') yield* readText(file, { input, report, signal });
	else throw new Unreadable('unknown_form', { file: file.name });
}

async function* readJsonFile(file: OpenedFile, report: Report, signal: AbortSignal): AsyncGenerator<Imported> {
	using seen = new SeenThings();
	yield* readJson(readBytes(file, signal), { file: file.name, report, seen, totalBytes: file.bytes });
	for (const entity of seen.listNested()) yield { entity };
}

/** Without the mark of UTF-8 that some programs put at the beginning. */
async function* readBytes(file: OpenedFile, signal: AbortSignal): AsyncGenerator<Buffer> {
	let isFirst = true;
	for await (const chunk of file.open()) {
		signal.throwIfAborted();
		yield isFirst && chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf ? chunk.subarray(3) : chunk;
		isFirst = false;
	}
}

/** A package, a spreadsheet, or JSON files. */
async function* readZip(input: FileInput, report: Report, signal: AbortSignal): AsyncGenerator<Imported> {
	const { files, close } = await openZip(input.path, input.name);
	try {
		if (isXlsx(files) || isOds(files)) yield* readSpreadsheet({ input, files }, report, signal);
		else yield* readPackage({ name: input.name, files }, report, signal);
	} finally {
		close();
	}
}

interface TextReading {
	input: FileInput;
	report: Report;
	signal: AbortSignal;
}

/** With a mapping a spreadsheet of services; without one, a single table of a package. */
async function* readText(file: OpenedFile, { input, report, signal }: TextReading): AsyncGenerator<Imported> {
	if (input.mapping !== undefined) yield* readSpreadsheet({ input, files: [file] }, report, signal);
	else if (findTable(file.name) === undefined) throw new Unreadable('mapping_missing', { file: file.name });
	else yield* readPackage({ name: file.name, files: [file] }, report, signal);
}
