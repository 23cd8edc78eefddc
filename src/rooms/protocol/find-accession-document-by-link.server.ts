import type { Database } from '#house/database/kysely.ts';
import type { AccessionLink } from './accession-link.ts';
import { enterAccession } from './private/enter-accession.ts';
import { readDocument, type KeptDocument } from './private/read-document.ts';

/** A document of the file that this link opens. */
export function findAccessionDocumentByLink(
	database: Database,
	link: AccessionLink,
	documentId: string,
): Promise<KeptDocument | undefined> {
	return enterAccession(database, link, (tx, { file }) => readDocument(tx, file, documentId));
}
