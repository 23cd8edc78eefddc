import { createReadStream } from 'node:fs';

/** A file that can be read from its beginning as often as it takes, wherever it is. */
export interface OpenedFile {
	/** As its owner calls it; within a package its path in there. */
	name: string;
	bytes: number | undefined;
	open(): AsyncIterable<Buffer>;
}

export function openFile(path: string, name: string, bytes: number): OpenedFile {
	return { name, bytes, open: () => createReadStream(path, { highWaterMark: 256 * 1024 }) };
}
