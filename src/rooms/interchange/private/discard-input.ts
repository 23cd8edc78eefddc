import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { StoredInput } from '../import-run.ts';
import { importsFolder } from './imports-folder.ts';

/** Once read, a file that was sent here is no longer needed; what lies elsewhere is not ours to remove. */
export async function discardInput(input: StoredInput): Promise<void> {
	if (input.from !== 'file' || dirname(dirname(input.path)) !== importsFolder()) return;
	await rm(dirname(input.path), { recursive: true, force: true });
}
