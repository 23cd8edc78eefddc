import { join, resolve } from 'node:path';

/** Where what is given away as a whole is kept, within the data folder. */
export function exportsFolder(dataFolder: string): string {
	return join(resolve(dataFolder), 'exports');
}
