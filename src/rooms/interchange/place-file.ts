import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { importsFolder } from './private/imports-folder.ts';

/** Where a file that is sent waits to be read: in a folder of its own, under a name that says nothing. */
export function placeFile(id: string): string {
	return join(importsFolder(), id, 'sent');
}

/** One that is not going to be read. */
export async function discardFile(path: string): Promise<void> {
	await rm(dirname(path), { recursive: true, force: true });
}
