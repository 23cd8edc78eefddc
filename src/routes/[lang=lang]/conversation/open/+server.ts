import { error } from '@sveltejs/kit';
import { answerJson } from '#house/web/answer-json.ts';
import { readJson } from '#house/web/read-json.ts';
import { openConversation } from '#rooms/requests/open-conversation.server.ts';
import { ReceiptProof } from '#rooms/requests/receipt-proof.ts';
import { writeJson } from '#rooms/requests/sent-request.ts';
import { nameService } from '../answer-conversation.server.ts';
import { limitReceipts } from '../limit-receipts.server.ts';
import type { RequestHandler } from './$types';

/** A conversation, sealed, for whoever shows its receipt. */
export const POST: RequestHandler = async (event) => {
	await limitReceipts(event);
	const opened = await openConversation(event.locals.database, await readJson(event, ReceiptProof), new Date());
	if ('refused' in opened) return opened.refused === 'over' ? answerJson(opened, 409) : error(404);
	return answerJson(writeJson(await nameService(event.locals.reader, opened.conversation, event.params.lang)));
};
