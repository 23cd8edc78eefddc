import { open, stat } from 'node:fs/promises';
import type { Imported, ImportInput } from '../../imported.ts';
import { openFile, type OpenedFile } from './opened-file.ts';
import { readJson } from './read-json.ts';
import { Unreadable, type Report } from './report.ts';
import { SeenThings } from './seen-things.ts';

type FileInput = Extract<ImportInput, { from: 'file' }>;

/** One file, by what stands in it rather than by its name. */
export async function* readFile(input: FileInput, report: Report, signal: AbortSignal): AsyncGenerator<Imported> {
	const { size } = await stat(input.path);
	const file = openFile(input.path, input.name, size);
	const form = await detectForm(input.path);
	if (form === 'nothing') throw new Unreadable('nothing_inside', { file: file.name });
	if (form === 'json') yield* readJsonFile(file, report, signal);
	else throw new Unreadable('unknown_form', { file: file.name });
}

async function* readJsonFile(file: OpenedFile, report: Report, signal: AbortSignal): AsyncGenerator<Imported> {
	using seen = new SeenThings();
	yield* readJson(withoutMark(file.open(), signal), { file: file.name, report, seen });
	for (const entity of seen.listNested()) yield { entity };
}

/** Without the mark of UTF-8 that some programs put at the beginning. */
async function* withoutMark(chunks: AsyncIterable<Buffer>, signal: AbortSignal): AsyncGenerator<Buffer> {
	let isFirst = true;
	for await (const chunk of chunks) {
		signal.throwIfAborted();
		yield isFirst && chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf ? chunk.subarray(3) : chunk;
		isFirst = false;
	}
}

export type Form = 'json' | 'zip' | 'text' | 'nothing' | 'other';

/** By its first bytes. */
export async function detectForm(path: string): Promise<Form> {
	const handle = await open(path);
	try {
		const { bytesRead, buffer } = await handle.read(Buffer.alloc(4096), 0, 4096, 0);
		const start = buffer.subarray(0, bytesRead);
		if (start.toString('latin1').trim() === '') return 'nothing';
		if (start[0] === 0x50 && start[1] === 0x4b) return 'zip';
		if (/^(\u00EF\u00BB\u00BF)?\s*[[{]/.test(start.toString('latin1'))) return 'json';
		const isWide = start[0] === 0xff && start[1] === 0xfe;
		return start.includes(0) && !isWide ? 'other' : 'text';
	} finally {
		await handle.close();
	}
}
