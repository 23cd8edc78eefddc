import { crc32 } from 'node:zlib';
import { openPromise, type Entry, type ZipFile } from 'yauzl';
import type { OpenedFile } from './opened-file.ts';
import { Unreadable } from './report.ts';

/** What an archive may hold at most: more is no package of services but an attack, or a mistake. */
const most = { entries: 1000, entryBytes: 1024 ** 3, totalBytes: 2 * 1024 ** 3, ratio: 200 };
/** Below this much, text that compresses unusually well does no harm. */
const freeBytes = 10 * 1024 * 1024;

const kindMask = 0xf0000000;
const symbolicLink = 0xa0000000;

/** The files of an archive; throws `Unreadable` for one that is broken, or that nobody makes in good faith. */
export async function openZip(path: string, name: string): Promise<{ files: OpenedFile[]; close(): void }> {
	const zip = await openPromise(path, { autoClose: false }).catch((error: unknown) => {
		throw new Unreadable('broken_zip', { file: name }, { reason: describe(error) });
	});
	try {
		const budget = { bytes: 0 };
		const files = (await listEntries(zip, name)).map((entry) => toFile(zip, entry, { archive: name, budget }));
		return { files, close: () => zip.close() };
	} catch (error) {
		zip.close();
		if (error instanceof Unreadable) throw error;
		const reason = describe(error);
		// The library refuses these names before it shows them.
		throw new Unreadable(/path|fileName/.test(reason) ? 'zip_outside' : 'broken_zip', { file: name }, { reason });
	}
}

async function listEntries(zip: ZipFile, archive: string): Promise<Entry[]> {
	const entries: Entry[] = [];
	const names = new Set<string>();
	for await (const entry of zip.eachEntry()) {
		const place = { file: `${archive}/${entry.fileName}` };
		if (entries.length >= most.entries)
			throw new Unreadable('too_many_files', { file: archive }, { most: most.entries });
		if ((entry.externalFileAttributes & kindMask) >>> 0 === symbolicLink) throw new Unreadable('zip_link', place);
		if (entry.isEncrypted()) throw new Unreadable('zip_encrypted', place);
		if (/[.](zip|gz|7z|rar|tar|tgz|bz2|xz)$/i.test(entry.fileName)) throw new Unreadable('zip_nested', place);
		if (names.has(entry.fileName)) throw new Unreadable('zip_twice', place);
		names.add(entry.fileName);
		if (!entry.fileName.endsWith('/')) entries.push(entry);
	}
	return entries;
}

interface Within {
	archive: string;
	/** What was inflated so far, over all entries and readings. */
	budget: { bytes: number };
}

function toFile(zip: ZipFile, entry: Entry, within: Within): OpenedFile {
	// The size it says it has is good for showing how far the reading has come, and for nothing else.
	return { name: entry.fileName, bytes: entry.uncompressedSize, open: () => inflate(zip, entry, within) };
}

/** Counts what comes out, whatever the header says. */
async function* inflate(zip: ZipFile, entry: Entry, { archive, budget }: Within): AsyncGenerator<Buffer> {
	const place = { file: `${archive}/${entry.fileName}` };
	let bytes = 0;
	let sum = 0;
	try {
		const stream = await zip.openReadStreamPromise(entry);
		try {
			for await (const chunk of stream) {
				// A stream of bytes without an encoding.
				const piece = chunk as Buffer;
				bytes += piece.length;
				sum = crc32(piece, sum);
				budget.bytes += piece.length;
				if (isBomb(bytes, entry.compressedSize) || budget.bytes > 2 * most.totalBytes)
					throw new Unreadable('zip_bomb', place);
				yield piece;
			}
			if (sum !== entry.crc32) throw new Unreadable('broken_zip', place, { reason: 'checksum' });
		} finally {
			stream.destroy();
		}
	} catch (error) {
		if (error instanceof Unreadable) throw error;
		throw new Unreadable('broken_zip', place, { reason: describe(error) });
	}
}

function isBomb(bytes: number, compressedBytes: number): boolean {
	return bytes > most.entryBytes || (bytes > freeBytes && bytes > compressedBytes * most.ratio);
}

function describe(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
