import { error } from '@sveltejs/kit';
import { z } from 'zod';
import { openDocument } from '#rooms/protocol/open-document.server.ts';
import type { RequestHandler } from './$types';

/** A public document of the register, to be saved: never opened within this site. */
export const GET: RequestHandler = async ({ params, locals }) => {
	const id = z.uuid().safeParse(params.id).data;
	const document = id === undefined ? undefined : await openDocument(locals.reader, id);
	if (document === undefined) error(404, 'unknown_document');
	return new Response(document.content, {
		headers: {
			'content-type': 'application/pdf',
			'content-length': String(document.sizeBytes),
			'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(document.name)}`,
			'content-security-policy': "default-src 'none'; sandbox",
			'repr-digest': `sha-256=:${Buffer.from(document.sha256, 'hex').toString('base64')}:`,
			'cache-control': 'no-cache',
		},
	});
};
