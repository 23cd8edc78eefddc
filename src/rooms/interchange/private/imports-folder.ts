import { resolve } from 'node:path';

/** Where files that were sent wait to be read, each in a folder of its own. Beside the database of an installation. */
export function importsFolder(): string {
	return resolve(process.env.DATA_DIR || 'data', 'imports');
}
