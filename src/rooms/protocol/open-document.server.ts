import type { PublicReader } from '#house/database/public-reader.ts';

const chunkBytes = 1024 * 1024;

const entryQuery = {
	name: 'register-document',
	text: "SELECT name, size, encode(sha256, 'hex') AS sha256 FROM protocol_document WHERE id = $1",
};
const chunkQuery = {
	name: 'register-document-part',
	text: 'SELECT substring(content FROM $2 FOR $3) AS part FROM protocol_document WHERE id = $1',
};

export interface OpenedDocument {
	name: string;
	sizeBytes: number;
	/** Of the file, in hexadecimal. */
	sha256: string;
	content: ReadableStream<Uint8Array>;
}

/** A document of the register that is public, read piece by piece. Undefined: there is none for the public. */
export async function openDocument(reader: PublicReader, documentId: string): Promise<OpenedDocument | undefined> {
	const [entry] = await reader.read<{ name: string; size: number; sha256: string }>({
		...entryQuery,
		values: [documentId],
	});
	if (entry === undefined) return undefined;
	let sent = 0;
	const content = new ReadableStream<Uint8Array>({
		async pull(controller) {
			const values = [documentId, sent + 1, chunkBytes];
			const [row] = await reader.read<{ part: Buffer }>({ ...chunkQuery, values });
			// It may have been taken out of the public register meanwhile: then the file ends short, which its length tells.
			if (row === undefined || row.part.length === 0) throw new Error('the document is no longer public');
			sent += row.part.length;
			controller.enqueue(new Uint8Array(row.part));
			if (sent >= entry.size) controller.close();
		},
	});
	return { name: entry.name, sizeBytes: entry.size, sha256: entry.sha256, content };
}
