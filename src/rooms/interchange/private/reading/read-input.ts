import type { Imported, ImportInput } from '../../imported.ts';
import { openFolder } from './open-folder.ts';
import { readFeed } from './read-feed.ts';
import { readFile } from './read-file.ts';
import { readPackage } from './read-package.ts';
import type { Report } from './report.ts';

export async function* readInput(input: ImportInput, report: Report, signal: AbortSignal): AsyncGenerator<Imported> {
	switch (input.from) {
		case 'file':
			yield* readFile(input, report, signal);
			return;
		case 'folder': {
			const files = await openFolder(input.path, input.name);
			yield* readPackage({ name: input.name, files }, report, signal);
			return;
		}
		case 'feed':
			yield* readFeed(input, { report, signal });
	}
}
