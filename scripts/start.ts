import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { BUILD_DIRECTORY, isBuilt } from './launcher/build.ts';

// What opens the house is in the build as well, in few files instead of a thousand: the same, read sooner.
const built = resolve(BUILD_DIRECTORY, 'server', 'open.js');
const ready = isReady();
const opening: typeof import('./launcher/open.ts') = await (ready
	? import(pathToFileURL(built).href)
	: import('./launcher/open.ts'));
await opening.open({ isBuilt: ready });

function isReady(): boolean {
	try {
		return existsSync(built) && isBuilt();
	} catch {
		// A source that cannot be read is told of when it is built.
		return false;
	}
}
