import { error, fail, redirect, type ActionFailure, type RequestEvent } from '@sveltejs/kit';
import { readUpload, type UploadRefusal } from '#house/web/read-upload.ts';
import { keepDocument } from '#rooms/protocol/keep-document.server.ts';
import type { PdfRefusal } from '#rooms/protocol/save-document.server.ts';
import { getSecretary } from './get-secretary.server.ts';

/** Keeps the document of an upload step and goes on to the form it is for, which finds it in its address. */
export async function keepUpload(
	event: RequestEvent,
	next: string,
): Promise<ActionFailure<{ refused: UploadRefusal | PdfRefusal }>> {
	const person = await getSecretary(event);
	const upload = await readUpload(event.request);
	if ('refused' in upload) return fail(upload.refused === 'too_large' ? 413 : 400, { refused: upload.refused });
	const kept = await keepDocument(event.locals.database, person, upload);
	if ('documentId' in kept) redirect(303, `${next}?document=${kept.documentId}`);
	if (kept.refused === 'unknown') error(404, 'not_found');
	return fail(400, { refused: kept.refused });
}
