import { error } from '@sveltejs/kit';
import { z } from 'zod';
import { readJson } from '#house/web/read-json.ts';
import { findSealedFile } from '#rooms/requests/find-sealed-file.server.ts';
import { ReceiptProof } from '#rooms/requests/receipt-proof.ts';
import type { RequestHandler } from './$types';

const Asked = z.object({ proof: ReceiptProof, id: z.uuid() });

/** A file of one's conversation, sealed: bytes that only the browser makes something of. */
export const POST: RequestHandler = async (event) => {
	const { proof, id } = await readJson(event, Asked);
	const found = await findSealedFile(event.locals.database, proof, id);
	if ('refused' in found) error(404);
	return new Response(new Uint8Array(found.sealed), {
		headers: {
			'content-type': 'application/octet-stream',
			'content-disposition': 'attachment',
			'cache-control': 'no-store',
		},
	});
};
