import { error } from '@sveltejs/kit';
import * as z from 'zod/mini';
import { largestDocumentBytes } from '#house/web/body-limit.ts';
import { readField, readForm } from '#house/web/read-form.ts';
import type { SealedObject } from './sent-request.ts';

/** What the largest object may have when sealed. */
const LARGEST_SEALED = 12_582_912;

/**
 * A form with sealed parts: JSON in `sent`, and each part under its id. What is not of the shape, as no page of ours sends it, is answered
 * 400; what is too large 413, before it is read.
 */
export async function readSealedForm<Shape>(
	request: Request,
	shape: z.ZodMiniType<Shape>,
	listIds: (sent: Shape) => { messageId: string; fileIds: readonly string[] },
): Promise<{ sent: Shape; objects: SealedObject[]; gate: { challenge: string; solution: string } }> {
	if (Number(request.headers.get('content-length') ?? Infinity) > largestDocumentBytes) error(413);
	const form = await readForm(request);
	const read = z.safeParse(shape, parseJson(readField(form, 'sent')));
	if (!read.success) error(400);
	const { messageId, fileIds } = listIds(read.data);
	const objects = [
		...(await Promise.all(fileIds.map((id) => readObject(form, id, 'file')))),
		await readObject(form, messageId, 'message'),
	];
	const field = (name: string) => readField(form, name).slice(0, 2000);
	return { sent: read.data, objects, gate: { challenge: field('challenge'), solution: field('solution') } };
}

async function readObject(form: FormData, id: string, kind: SealedObject['kind']): Promise<SealedObject> {
	const part = form.get(id);
	if (!(part instanceof File) || part.size > LARGEST_SEALED) error(400);
	return { id, kind, sealed: new Uint8Array(await part.arrayBuffer()) };
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
