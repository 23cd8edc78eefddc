import { sql } from 'kysely';
import type { Database } from '#house/database/kysely.ts';
import type { AccessionLink } from './accession-link.ts';
import { meanwhileAsSystem } from './private/as-system.ts';
import type { PdfRefusal } from './private/clean-pdf.ts';
import { enterAccession } from './private/enter-accession.ts';
import { saveDocument } from './save-document.server.ts';

/** Keeps the decision of the competent body as a PDF with the draft, instead of the one before. */
export async function attachApproval(
	database: Database,
	link: AccessionLink,
	document: { name: string; bytes: Uint8Array },
): Promise<{ documentId: string } | { refused: PdfRefusal | 'unknown' | 'closed' }> {
	const result = await enterAccession(database, link, async (tx, { file }) => {
		if (file.state !== 'draft') return { refused: 'closed' } as const;
		const kept = await meanwhileAsSystem(tx, (actor) => saveDocument(tx, actor, document));
		if ('refused' in kept) return kept;
		const { numUpdatedRows } = await tx
			.updateTable('accession')
			.set({ approval_document_id: kept.documentId, sent_at: null, saved_at: sql<string>`now()` })
			.where('id', '=', file.id)
			.where('state', '=', 'draft')
			.executeTakeFirst();
		// It was sent while the document was read: what was just kept goes with this transaction.
		if (numUpdatedRows === 0n) throw new Error('the draft was sent meanwhile');
		const { approvalDocumentId } = file;
		if (approvalDocumentId !== null)
			await meanwhileAsSystem(tx, () =>
				tx.deleteFrom('protocol_document').where('id', '=', approvalDocumentId).execute(),
			);
		return kept;
	});
	return result ?? { refused: 'unknown' };
}
