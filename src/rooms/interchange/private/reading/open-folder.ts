import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { openFile, type OpenedFile } from './opened-file.ts';
import { Unreadable } from './report.ts';

const mostFiles = 1000;

/** The files of a folder, without following links that lead out of it. */
export async function openFolder(path: string, name: string): Promise<OpenedFile[]> {
	const entries = await readdir(path, { withFileTypes: true, recursive: true });
	const files = entries.filter((entry) => entry.isFile());
	if (files.length > mostFiles) throw new Unreadable('too_many_files', { file: name }, { most: mostFiles });
	const opened = files.map(async (entry) => {
		const whole = join(entry.parentPath, entry.name);
		return openFile(whole, whole.slice(path.length + 1), (await stat(whole)).size);
	});
	return (await Promise.all(opened)).toSorted((a, b) => a.name.localeCompare(b.name));
}
