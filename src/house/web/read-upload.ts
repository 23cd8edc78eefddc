import { largestDocumentBytes } from './body-limit.ts';
import { readForm } from './read-form.ts';

export type UploadRefusal = 'none' | 'too_large';

/** The file of a form that sends one, in the field `document`. Too large is told before anything is read. */
export async function readUpload(
	request: Request,
): Promise<{ name: string; bytes: Uint8Array; data: FormData } | { refused: UploadRefusal }> {
	if (Number(request.headers.get('content-length') ?? Infinity) > largestDocumentBytes) return { refused: 'too_large' };
	const data = await readForm(request);
	const file = data.get('document');
	// A browser sends an empty file where none was chosen.
	if (!(file instanceof File) || (file.size === 0 && file.name === '')) return { refused: 'none' };
	return { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()), data };
}
