import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { Database } from '#house/database/kysely.ts';
import { importsFolder } from './private/imports-folder.ts';

const keptDays = 7;

/** Erases what imports that ended a week ago or more have read, ends those left lying, and removes files that nobody read. Returns how many things. */
export async function eraseImports(database: Database): Promise<number> {
	const until = new Date(Date.now() - keptDays * 86_400_000);
	const { rows } = await sql<{ erased: number }>`select erase_ended_imports(${until}::timestamptz) as erased`.execute(
		database,
	);
	for (const name of await readdir(importsFolder()).catch(() => [])) {
		const path = join(importsFolder(), name);
		const { mtime } = await stat(path);
		if (mtime < until) await rm(path, { recursive: true, force: true });
	}
	return rows[0]?.erased ?? 0;
}
