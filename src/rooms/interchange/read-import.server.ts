import type { Imported, ImportInput } from './imported.ts';
import { readInput } from './private/reading/read-input.ts';
import { Report, Unreadable } from './private/reading/report.ts';

/**
 * What stands in a file, a folder or a feed, one thing after the other, with all that was wrong or put right. Holds one thing at a time;
 * what has to be joined waits in a file that is gone at the end, also when the caller stops early. Throws the reason of the signal.
 */
export async function* readImport(
	input: ImportInput,
	source: { name: string },
	signal: AbortSignal,
): AsyncGenerator<Imported> {
	signal.throwIfAborted();
	const report = new Report(source.name);
	try {
		yield* readInput(input, report, signal);
	} catch (error) {
		signal.throwIfAborted();
		if (!(error instanceof Unreadable)) throw error;
		report.error(error.code, error.place, error.values);
	}
	yield* report.take();
}
