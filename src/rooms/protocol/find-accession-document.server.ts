import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import type { SignedIn } from '#rooms/identity/signed-in.ts';
import { listReaders } from './accession-reader.ts';
import { readDocument, type KeptDocument } from './private/read-document.ts';
import { readFile } from './private/read-file.ts';

/** A document of a file that this person may read. */
export async function findAccessionDocument(
	database: Database,
	person: SignedIn,
	{ accessionId, documentId }: { accessionId: string; documentId: string },
): Promise<KeptDocument | { refused: 'unknown' }> {
	for (const reader of listReaders(person)) {
		const found = await actAs(database, reader, async (tx) => {
			const file = await readFile(tx, accessionId);
			return file === undefined ? undefined : readDocument(tx, file, documentId);
		});
		if (found !== undefined) return found;
	}
	return { refused: 'unknown' };
}
