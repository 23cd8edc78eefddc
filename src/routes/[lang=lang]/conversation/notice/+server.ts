import { error } from '@sveltejs/kit';
import { z } from 'zod';
import { answerJson } from '#house/web/answer-json.ts';
import { readJson } from '#house/web/read-json.ts';
import { ReceiptProof } from '#rooms/requests/receipt-proof.ts';
import { NoticeAddress } from '#rooms/requests/sent-request.ts';
import { setNotice } from '#rooms/requests/set-notice.server.ts';
import type { RequestHandler } from './$types';

const Asked = z.object({ proof: ReceiptProof, address: z.nullable(NoticeAddress) });

/** Where one is told that there is something to read; null: nowhere any more. */
export const POST: RequestHandler = async (event) => {
	const { proof, address } = await readJson(event, Asked);
	const set = await setNotice(event.locals.database, proof, { address, language: event.params.lang });
	return 'refused' in set ? error(404) : answerJson(set);
};
