import type { Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';
import type { AccessionFile } from '../accession-file.ts';

export interface KeptDocument {
	name: string;
	bytes: Uint8Array;
}

/** A document of this file, by its id. */
export async function readDocument(
	tx: Transaction<DB>,
	file: AccessionFile,
	documentId: string,
): Promise<KeptDocument | undefined> {
	const own = [file.approvalDocumentId, file.decisionDocumentId, file.signatureDocumentId];
	if (!own.includes(documentId)) return undefined;
	return tx
		.selectFrom('protocol_document')
		.select(['name', 'content as bytes'])
		.where('id', '=', documentId)
		.executeTakeFirst();
}
