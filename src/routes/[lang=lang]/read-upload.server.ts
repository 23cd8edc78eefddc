import { largestPdfBytes } from '#rooms/protocol/accession-decision.ts';

export type UploadRefusal = 'empty' | 'too_large';

/** The one file of a form of its own: of a body that is too large nothing can be read, so nothing else may be in it. */
export async function readUpload(
	request: Request,
): Promise<{ name: string; bytes: Uint8Array } | { refused: UploadRefusal }> {
	const size = Number(request.headers.get('content-length') ?? 0);
	const data = await request.formData().catch(() => undefined);
	if (data === undefined) return { refused: size > largestPdfBytes ? 'too_large' : 'empty' };
	const file = data.get('document');
	if (!(file instanceof File) || file.size === 0) return { refused: 'empty' };
	return { name: file.name, bytes: await file.bytes() };
}
