import { error } from '@sveltejs/kit';
import { z } from 'zod';

/**
 * What a script of our own pages sends, as JSON: another site cannot send that without being asked first, and is answered 403.
 * What is not of the shape, as no page of ours sends it, is answered 400.
 */
export async function readJson<Shape>(
	{ request, url }: { request: Request; url: URL },
	shape: z.core.$ZodType<Shape>,
): Promise<Shape> {
	if (request.headers.get('content-type')?.split(';')[0] !== 'application/json') error(415);
	const origin = request.headers.get('origin');
	if (origin !== null && origin !== url.origin) error(403);
	const read = z.safeParse(shape, await request.json().catch(() => undefined));
	if (!read.success) error(400);
	return read.data;
}
