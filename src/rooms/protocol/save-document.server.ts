import { createHash } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';
import type { AuditActor } from '#rooms/audit/actor.ts';
import { cleanPdf, type PdfRefusal } from './private/clean-pdf.ts';

export type { PdfRefusal };

/** Keeps a PDF without its metadata, attachments and scripts. It is public once an act or a text refers to it. */
export async function saveDocument(
	tx: Transaction<DB>,
	actor: AuditActor,
	{ name, bytes }: { name: string; bytes: Uint8Array },
): Promise<{ documentId: string } | { refused: PdfRefusal }> {
	const cleaned = await cleanPdf(bytes);
	if ('refused' in cleaned) return cleaned;
	const content = Buffer.from(cleaned.bytes);
	const { id } = await tx
		.insertInto('protocol_document')
		.values({
			sha256: createHash('sha256').update(content).digest(),
			name: nameDocument(name),
			size: content.length,
			content,
			uploaded_by: actor.personId,
		})
		.returning('id')
		.executeTakeFirstOrThrow();
	return { documentId: id };
}

/** The name of the file alone, without the folders some browsers send along. */
function nameDocument(name: string): string {
	const plain = (name.split(/[/\\]/).at(-1) ?? '').replaceAll(/\p{Cc}/gu, '').trim();
	const base = plain.replace(/\.pdf$/i, '').slice(0, 150);
	return `${base.trim() === '' ? 'document' : base}.pdf`;
}
