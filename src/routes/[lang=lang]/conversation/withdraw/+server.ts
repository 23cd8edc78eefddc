import { error } from '@sveltejs/kit';
import { answerJson } from '#house/web/answer-json.ts';
import { readJson } from '#house/web/read-json.ts';
import { ReceiptProof } from '#rooms/requests/receipt-proof.ts';
import { withdrawRequest } from '#rooms/requests/withdraw-request.server.ts';
import type { RequestHandler } from './$types';

/** Takes everything back. */
export const POST: RequestHandler = async (event) => {
	const answer = await withdrawRequest(event.locals.database, await readJson(event, ReceiptProof), new Date());
	return 'refused' in answer ? error(404) : answerJson(answer);
};
