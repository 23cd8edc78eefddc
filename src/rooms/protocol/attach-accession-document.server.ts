import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import type { SignedIn } from '#rooms/identity/signed-in.ts';
import type { AttachedDocument, AttachRefusal } from './accession-decision.ts';
import { isOwnCase, listReaders } from './accession-reader.ts';
import type { PdfRefusal } from './private/clean-pdf.ts';
import { readFile } from './private/read-file.ts';
import { saveDocument } from './save-document.server.ts';

/** Keeps the minutes of the decision or the signed accession as a PDF with the file, before the form that needs it. */
export async function attachAccessionDocument(
	database: Database,
	person: SignedIn,
	{ accessionId, which, ...document }: AttachedDocument,
): Promise<{ documentId: string } | { refused: AttachRefusal | PdfRefusal }> {
	const actor = listReaders(person).find(({ role }) => role === 'secretariat');
	if (actor === undefined) return { refused: 'unknown' };
	return actAs(database, actor, async (tx) => {
		const file = await readFile(tx, accessionId);
		if (file === undefined) return { refused: 'unknown' };
		if (isOwnCase(person, file)) return { refused: 'own_case' };
		const state = which === 'decision' ? 'on_agenda' : 'admitted';
		if (file.state !== state) return { refused: 'moved_on' };
		const kept = await saveDocument(tx, actor, document);
		if ('refused' in kept) return kept;
		const column = which === 'decision' ? 'decision_document_id' : 'signature_document_id';
		const { numUpdatedRows } = await tx
			.updateTable('accession')
			.set({ [column]: kept.documentId })
			.where('id', '=', accessionId)
			.where('state', '=', state)
			.executeTakeFirst();
		// It moved on while the document was read: what was just kept goes with this transaction.
		if (numUpdatedRows === 0n) throw new Error('the file moved on meanwhile');
		return kept;
	});
}
