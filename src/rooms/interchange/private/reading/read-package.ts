import type { Imported } from '../../imported.ts';
import { checkStore } from './check-store.ts';
import { fillStore } from './fill-store.ts';
import { JoinedRows } from './join-rows.ts';
import type { OpenedFile } from './opened-file.ts';
import { findTable, isBeside } from './package-files.ts';
import { readJson } from './read-json.ts';
import { Unreadable, type Report } from './report.ts';
import { RowStore } from './row-store.ts';
import { SeenThings } from './seen-things.ts';

export interface Package {
	/** As its owner calls it. */
	name: string;
	files: OpenedFile[];
}

/** A tabular data package, joined; or, where there is no table, the JSON files in it. */
export async function* readPackage(given: Package, report: Report, signal: AbortSignal): AsyncGenerator<Imported> {
	const files = given.files.filter(({ name }) => !isBeside(name));
	if (files.some(({ name }) => findTable(name) !== undefined)) yield* readTables({ ...given, files }, report, signal);
	else if (files.some(({ name }) => isJson(name))) yield* readJsonFiles({ ...given, files }, report, signal);
	else throw new Unreadable('no_table', { file: given.name });
}

async function* readTables({ files }: Package, report: Report, signal: AbortSignal): AsyncGenerator<Imported> {
	using store = new RowStore();
	const totalBytes = files.reduce((sum, { bytes = 0 }) => sum + bytes, 0);
	let doneBytes = 0;
	const count = (bytes: number) => {
		signal.throwIfAborted();
		doneBytes += bytes;
	};
	for (const file of files) {
		const table = findTable(file.name);
		if (table === undefined) report.notice('file_not_read', { file: file.name });
		else if (store.has(table)) report.error('table_twice', { file: file.name }, { table });
		else {
			store.files.set(table, file.name);
			yield* fillStore(store, { file, table, report, count });
		}
		yield* report.take();
		yield { progress: { doneBytes, totalBytes } };
	}
	store.index();
	yield* checkStore(store, report);
	for (const entity of new JoinedRows(store).list()) {
		signal.throwIfAborted();
		yield { entity };
	}
}

async function* readJsonFiles({ files }: Package, report: Report, signal: AbortSignal): AsyncGenerator<Imported> {
	using seen = new SeenThings();
	for (const file of files) {
		signal.throwIfAborted();
		if (isJson(file.name)) yield* readJson(file.open(), { file: file.name, report, seen });
		else report.notice('file_not_read', { file: file.name });
	}
	for (const entity of seen.listNested()) yield { entity };
	yield* report.take();
}

function isJson(name: string): boolean {
	return /[.](json|ndjson|jsonl)$/i.test(name);
}
