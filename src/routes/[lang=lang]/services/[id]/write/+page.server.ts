import { fail, redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { fromBase64 } from '#house/crypto/bytes.ts';
import { getServerSecret } from '#house/web/get-server-secret.server.ts';
import { passGate, showGateAgain } from '#house/web/gate.ts';
import { readTyped } from '#house/web/parse-form.ts';
import { readForm } from '#house/web/read-form.ts';
import { openState, sealState, type StateFor } from '#house/web/sealed-state.ts';
import { ServerOnly } from '#house/web/server-only.ts';
import { writeAddress } from '#house/web/site-address.ts';
import { readAskForm, type AskTyped } from '#rooms/requests/ask-form.ts';
import { listWrongGroups } from '#rooms/requests/retype.ts';
import { sealInMemory } from '#rooms/requests/seal-in-memory.server.ts';
import { sendRequest } from '#rooms/requests/send-request.server.ts';
import { SentRequest, writeJson, type SendRefusal } from '#rooms/requests/sent-request.ts';
import { gateOf, mayPassGate, openGateOfRequest } from './gate-of-request.server.ts';
import { getWritable } from './get-writable.server.ts';
import type { Actions, PageServerLoad } from './$types';

/** How long one may take to write the receipt down. */
const MINUTES_TO_SEND = 60;
/** For how long what was written is given back to whoever took longer. */
const MINUTES_TO_GIVE_BACK = 24 * 60;

/** What is carried from the receipt to the sending: sealed parts, and the proof that was worked for. */
const Carried = z.object({
	receipt: z.string(),
	/** As it stood in the form, for whoever has to begin again. */
	typed: z.record(z.string(), z.string()),
	sendUntil: z.coerce.date(),
	sent: z.string(),
	message: z.string().transform(fromBase64),
	proof: z.string().transform((text) => Buffer.from(fromBase64(text))),
	expiresAt: z.coerce.date(),
});

export const load: PageServerLoad = async (event) => {
	const service = await getWritable(event);
	const { database } = event.locals;
	const gate = service.intake === null ? undefined : await openGateOfRequest(database, service.id, event.params.lang);
	return { page: new ServerOnly({ service, gate, address: writeAddress(`/${event.params.lang}/conversation`) }) };
};

export const actions: Actions = {
	/** Without JavaScript: what was written is sealed here, and the receipt shown. Nothing is sent yet. */
	receipt: async (event) => {
		const service = await getWritable(event);
		const { database } = event.locals;
		const typed = flatten(readTyped(await readForm(event.request)));
		const answer = { challenge: typed.challenge ?? '', solution: '', word: typed.word ?? '' };
		const back = { step: 'write' as const, typed, gate: showGateAgain(answer), issues: [], refused: undefined };
		if (service.intake?.withoutScript !== true) return fail(409, { ...back, refused: 'closed' as const });
		const read = readAskForm(typed);
		const pass = passGate(answer, await gateOf(database, service.id));
		if ('refused' in pass && pass.refused === 'expired')
			return fail(409, { ...back, gate: undefined, refused: 'expired' as const });
		const gateIssues =
			'refused' in pass ? [{ field: 'word', problem: pass.refused === 'word' ? 'word' : 'too_fast' } as const] : [];
		const issues = [...('issues' in read ? read.issues : []), ...gateIssues];
		if ('issues' in read || 'refused' in pass) return fail(400, { ...back, issues });
		if (!(await mayPassGate(pass, event.getClientAddress()))) return fail(429, { ...back, refused: 'crowd' as const });
		const notice = service.imaginary ? null : read.notice;
		const sealed = await sealInMemory(database, {
			...read,
			notice,
			intake: service.intake,
			language: event.params.lang,
		});
		if ('refused' in sealed) return fail(503, { ...back, refused: 'busy' as const });
		const { receipt, sent, objects } = sealed;
		const [message] = objects;
		const { challenge: _, word: __, ...words } = typed;
		const sendUntil = new Date(Date.now() + MINUTES_TO_SEND * 60_000);
		const carried = { receipt, typed: words, sendUntil, sent: writeJson(sent), message: message?.sealed, ...pass };
		const state = sealState(await stateOf(event), JSON.parse(writeJson(carried)), MINUTES_TO_GIVE_BACK);
		return { step: 'receipt' as const, receipt, state, wrong: [] };
	},
	/** Without JavaScript: the receipt was kept, so what was sealed is sent. */
	send: async (event) => {
		const service = await getWritable(event);
		const typed = flatten(readTyped(await readForm(event.request)));
		const read = Carried.safeParse(openState(await stateOf(event), typed.state ?? ''));
		if (!read.success) return startAgain('expired', {});
		const { receipt, message, proof, expiresAt } = read.data;
		if (read.data.sendUntil <= new Date()) return startAgain('expired', read.data.typed);
		const wrong = listWrongGroups(receipt, typed);
		if (wrong.length > 0) return fail(400, { step: 'receipt' as const, receipt, state: typed.state ?? '', wrong });
		const sent = z.parse(SentRequest, JSON.parse(read.data.sent));
		const objects = [{ id: sent.messageId, kind: 'message', sealed: message } as const];
		const wish = { serviceId: service.id, sent, objects, withoutScript: true, now: new Date() };
		const answer = await sendRequest(event.locals.database, wish, { by: 'patience', proof, expiresAt });
		if ('refused' in answer) return startAgain(againBecause[answer.refused], read.data.typed);
		redirect(303, `${event.url.pathname}/sent`);
	},
};

/** Why one has to begin again. What was sealed to the team's old key is not sent: it would be read by whoever has that one alone. */
const againBecause = {
	closed: 'closed',
	stale: 'renewed',
	locator: 'expired',
	spent: 'expired',
	unknown: 'expired',
} as const satisfies Record<SendRefusal, string>;

/** The form again, with what was written in it: nothing was sent. */
function startAgain(refused: (typeof againBecause)[SendRefusal], typed: AskTyped) {
	return fail(409, { step: 'write' as const, typed, gate: undefined, issues: [], refused });
}

async function stateOf({ locals, params }: { locals: App.Locals; params: { id: string } }): Promise<StateFor> {
	return {
		purpose: `write:${params.id}`,
		secret: await getServerSecret(locals.database, 'form_state'),
		now: new Date(),
	};
}

function flatten(typed: Record<string, string | string[]>): AskTyped {
	return Object.fromEntries(Object.entries(typed).map(([name, value]) => [name, String(value)]));
}
