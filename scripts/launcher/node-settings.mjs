import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The web process keeps little, and so does an import: without a bound V8 lets garbage grow to several times what is in use. Options of Node; megabytes.
 */
export const memoryBounds = ['--max-semi-space-size=32', '--max-old-space-size=256'];

/**
 * Node keeps what it has compiled, and the types it has taken out: the next start neither does that again nor loads what does it,
 * which is a tenth of the memory of the web process. Goes with the packages; where it cannot be written, Node does without.
 */
export const compileCache = {
	NODE_COMPILE_CACHE: join(
		dirname(dirname(dirname(fileURLToPath(import.meta.url)))),
		'node_modules',
		'.cache',
		'compiled',
	),
};
