import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import type { Transaction } from 'kysely';
import type { DB } from '../database/schema.ts';
import { readText } from './read-table.ts';

export interface FileSet {
	name: string;
	/** Raised when the code that loads the set changes what it writes, so that unchanged files are loaded once more. */
	edition: number;
	paths: string[];
}

export type Loading = 'loaded' | 'unchanged';

/** Runs `load` unless the same files were loaded before, and keeps their fingerprint in the same transaction. */
export async function loadIfChanged(tx: Transaction<DB>, set: FileSet, load: () => Promise<void>): Promise<Loading> {
	const sha256 = fingerprint(set);
	const before = await tx.selectFrom('reference_file').select('sha256').where('name', '=', set.name).executeTakeFirst();
	if (before?.sha256 === sha256) return 'unchanged';
	await load();
	await tx
		.insertInto('reference_file')
		.values({ name: set.name, sha256 })
		.onConflict((conflict) => conflict.column('name').doUpdateSet({ sha256, loaded_at: new Date() }))
		.execute();
	return 'loaded';
}

/** For a set that was removed: should it come back, it is loaded again. */
export async function forgetLoading(tx: Transaction<DB>, name: string): Promise<void> {
	await tx.deleteFrom('reference_file').where('name', '=', name).execute();
}

function fingerprint({ edition, paths }: FileSet): string {
	const hash = createHash('sha256').update(`edition ${edition}\n`);
	for (const path of paths) {
		// A checkout with other line endings is still the same file.
		const content = readText(path).replaceAll('\r\n', '\n');
		hash.update(`${basename(path)} ${content.length}\n`).update(content);
	}
	return hash.digest('hex');
}

