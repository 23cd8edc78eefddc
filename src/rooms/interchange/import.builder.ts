import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { HsdsObject } from '#rooms/directory/hsds.ts';
import type { ImportedEntity, ImportInput, ImportProblem } from './imported.ts';
import { readImport } from './read-import.server.ts';

export interface ReadWhole {
	entities: ImportedEntity[];
	problems: ImportProblem[];
	/** The codes of errors, as the refusal of the import would list them. */
	errors: string[];
	notices: string[];
	objects(kind: ImportedEntity['kind']): HsdsObject[];
}

/** Reads something to its end. */
export async function readWhole(input: ImportInput, source = 'test'): Promise<ReadWhole> {
	const entities: ImportedEntity[] = [];
	const problems: ImportProblem[] = [];
	for await (const found of readImport(input, { name: source }, new AbortController().signal)) {
		if ('entity' in found) entities.push(found.entity);
		else if ('problem' in found) problems.push(found.problem);
	}
	const codesOf = (wanted: string) => problems.filter(({ severity }) => severity === wanted).map(({ code }) => code);
	const objects = (wanted: string) => entities.filter(({ kind }) => kind === wanted).map(({ object }) => object);
	return { entities, problems, errors: codesOf('error'), notices: codesOf('notice'), objects };
}

/** A folder of its own, gone at the end of the test. */
export function aFolder(): Disposable & { path: string; write(name: string, content: string | Buffer): string } {
	const path = mkdtempSync(join(tmpdir(), 'maillage-test-'));
	return {
		path,
		write(name, content) {
			const file = join(path, name);
			mkdirSync(dirname(file), { recursive: true });
			writeFileSync(file, content);
			return file;
		},
		[Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }),
	};
}

/** Reads a file with this content. */
export async function readContent(name: string, content: string | Buffer): Promise<ReadWhole> {
	using folder = aFolder();
	return await readWhole({ from: 'file', path: folder.write(name, content), name });
}

/** Reads a folder with these tables, by file name. */
export async function readTables(files: Record<string, string | Buffer>, source = 'test'): Promise<ReadWhole> {
	using folder = aFolder();
	for (const [name, content] of Object.entries(files)) folder.write(name, content);
	return await readWhole({ from: 'folder', path: folder.path, name: 'package' }, source);
}
