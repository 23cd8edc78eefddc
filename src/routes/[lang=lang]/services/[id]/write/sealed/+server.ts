import { error } from '@sveltejs/kit';
import { answerJson } from '#house/web/answer-json.ts';
import { passGate } from '#house/web/gate.ts';
import { readSealedForm } from '#rooms/requests/read-sealed-form.ts';
import { sendRequest } from '#rooms/requests/send-request.server.ts';
import { SentRequest } from '#rooms/requests/sent-request.ts';
import { gateOf, mayPassGate, openGateOfRequest } from '../gate-of-request.server.ts';
import { getWritable } from '../get-writable.server.ts';
import type { RequestHandler } from './$types';

/**
 * A request that the browser has sealed. Sent again, it is the same one. The service is read where it matters alone: who takes the request
 * is told by the transaction that takes it in.
 */
export const POST: RequestHandler = async (event) => {
	const { database } = event.locals;
	const { id, lang } = event.params;
	const { sent, objects, gate } = await readSealedForm(event.request, SentRequest, (read) => read);
	const pass = passGate({ ...gate, word: '' }, await gateOf(database, id));
	const open = async () => (await openGateOfRequest(database, id, lang)).challenge;
	if ('refused' in pass) {
		await getWritable(event);
		return answerJson({ refused: 'expired', challenge: await open() }, 409);
	}
	if (!(await mayPassGate(pass, event.getClientAddress()))) error(429);
	const notice = sent.notice === null || (await getWritable(event)).imaginary ? null : sent.notice;
	const wish = { serviceId: id, sent: { ...sent, notice }, objects, withoutScript: false, now: new Date() };
	const answer = await sendRequest(database, wish, pass);
	if (!('refused' in answer)) return answerJson(answer);
	if (answer.refused === 'closed') await getWritable(event);
	return answerJson(answer.refused === 'spent' ? { ...answer, challenge: await open() } : answer, 409);
};
