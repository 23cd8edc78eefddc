import { z } from 'zod';
import { answerJson } from '#house/web/answer-json.ts';
import { readJson } from '#house/web/read-json.ts';
import { findSalt } from '#rooms/requests/find-salt.server.ts';
import { Locator, writeJson } from '#rooms/requests/sent-request.ts';
import { limitReceipts } from '../limit-receipts.server.ts';
import type { RequestHandler } from './$types';

const Asked = z.object({ locator: Locator });

/** With what a receipt becomes keys; for a locator nobody has it looks the same. */
export const POST: RequestHandler = async (event) => {
	await limitReceipts(event);
	const { locator } = await readJson(event, Asked);
	return answerJson(writeJson({ salt: await findSalt(event.locals.database, locator) }));
};
