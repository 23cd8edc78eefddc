import { error } from '@sveltejs/kit';
import { answerJson } from '#house/web/answer-json.ts';
import { SentMessage } from '#rooms/requests/conversation.ts';
import { readSealedForm } from '#rooms/requests/read-sealed-form.ts';
import { ReceiptProof } from '#rooms/requests/receipt-proof.ts';
import { writeJson } from '#rooms/requests/sent-request.ts';
import { writeMessage } from '#rooms/requests/write-message.server.ts';
import * as z from 'zod/mini';
import { nameService } from '../answer-conversation.server.ts';
import { limitReceipts } from '../limit-receipts.server.ts';
import type { RequestHandler } from './$types';

const Sent = z.extend(SentMessage, { proof: ReceiptProof });

/** What is written later, sealed in the browser. */
export const POST: RequestHandler = async (event) => {
	await limitReceipts(event);
	const { sent, objects } = await readSealedForm(event.request, Sent, ({ id, fileIds }) => ({
		messageId: id,
		fileIds,
	}));
	const { reader, database } = event.locals;
	const wish = { seen: sent.seen, objects, now: new Date() };
	const { conversation, ...answer } = await writeMessage(database, sent.proof, wish);
	if ('refused' in answer && answer.refused === 'unknown') error(404);
	const named = conversation && (await nameService(reader, conversation, event.params.lang));
	return answerJson(writeJson({ ...answer, conversation: named }), 'refused' in answer ? 409 : 200);
};
