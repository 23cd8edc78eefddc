import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { tables } from '../tables.ts';
import { describePackage, type PackageFacts } from './describe-package.ts';
import type { FlatStore } from './flat-store.ts';
import { writeTable } from './write-table.ts';

/** Writes all tables, also the empty ones, and their description into an archive. */
export async function writeZip(store: FlatStore, path: string, facts: PackageFacts): Promise<void> {
	const zip = new ZipFile();
	const options = { mtime: facts.modified, mode: 0o100644 };
	zip.addBuffer(
		Buffer.from(JSON.stringify(describePackage(store, facts), undefined, '\t')),
		'datapackage.json',
		options,
	);
	for (const { name, file } of tables.values()) {
		zip.addReadStreamLazy(`${file}.csv`, options, (take) => take(null, Readable.from(writeTable(store, name))));
	}
	// An error of one of its streams is one of the archive.
	zip.on('error', (error: unknown) => {
		output.destroy(error instanceof Error ? error : new Error(String(error)));
	});
	const output = Readable.from(zip.outputStream);
	zip.end();
	await pipeline(output, createWriteStream(path));
}
