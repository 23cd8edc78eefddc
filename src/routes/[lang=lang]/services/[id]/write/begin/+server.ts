import { error } from '@sveltejs/kit';
import { z } from 'zod';
import { answerJson } from '#house/web/answer-json.ts';
import { passGate } from '#house/web/gate.ts';
import { readJson } from '#house/web/read-json.ts';
import { reserveLocator } from '#rooms/requests/reserve-locator.server.ts';
import { gateOf, mayPassGate, openGateOfRequest } from '../gate-of-request.server.ts';
import type { RequestHandler } from './$types';

const Begun = z.object({ challenge: z.string().max(2000), solution: z.string().max(500) });

/** The beginning of a receipt, for whoever has done the work of the gate; it is spent when the request is sent. */
export const POST: RequestHandler = async (event) => {
	const { database } = event.locals;
	const { id, lang } = event.params;
	const answer = await readJson(event, Begun);
	const pass = passGate({ ...answer, word: '' }, await gateOf(database, id));
	if ('refused' in pass) {
		const { challenge } = await openGateOfRequest(database, id, lang);
		return answerJson({ refused: 'expired', challenge }, 409);
	}
	if (!(await mayPassGate(pass, event.getClientAddress()))) error(429);
	return answerJson({ locator: await reserveLocator(database) });
};
