import { fail } from '@sveltejs/kit';
import { z } from 'zod';
import { randomUUID } from 'node:crypto';
import { readReceipt } from '#house/crypto/receipt.ts';
import { readField, readForm } from '#house/web/read-form.ts';
import type { ReceiptRefusal } from '#rooms/requests/describe-receipt-refusal.ts';
import { openConversation } from '#rooms/requests/open-conversation.server.ts';
import { openInMemory } from '#rooms/requests/open-in-memory.server.ts';
import { openEntries, openRequestKey } from '#rooms/requests/conversation-view.ts';
import { LONGEST_TEXT } from '#rooms/requests/payloads.ts';
import { sealMessage } from '#rooms/requests/seal-message.ts';
import { NoticeAddress } from '#rooms/requests/sent-request.ts';
import { setNotice } from '#rooms/requests/set-notice.server.ts';
import { withdrawRequest } from '#rooms/requests/withdraw-request.server.ts';
import { writeMessage } from '#rooms/requests/write-message.server.ts';
import { readHandle, showOpened, type Handle } from './handle.server.ts';
import { mayTryReceipt } from './limit-receipts.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = () => ({});

type Told = 'written' | 'stale' | 'full' | 'ended' | 'text' | 'text_long' | 'notice' | 'notice_done' | undefined;

/** Without JavaScript: the conversation is opened in the memory of the server; the page says so. */
export const actions: Actions = {
	open: async (event) => {
		const data = await readForm(event.request);
		const typed = readField(data, 'typed');
		const receipt = readReceipt(readField(data, 'receipt').slice(0, 200));
		if ('problem' in receipt) return refuse(400, receipt.problem, typed);
		if (!(await mayTryReceipt(event))) return refuse(429, 'crowd', typed);
		const keys = await openInMemory(event.locals.database, receipt);
		if ('refused' in keys) return refuse(503, 'busy', typed);
		return show(event, { ...keys, locator: receipt.locator }, { typed });
	},
	write: async (event) => {
		const data = await readForm(event.request);
		const text = readField(data, 'more').replaceAll('\r\n', '\n').trim();
		const handle = await readHandle(event.locals.database, data);
		// Whoever writes for long comes back to what they wrote.
		if (handle === undefined) return refuse(409, 'locked', text);
		const opened = await openConversation(event.locals.database, handle, new Date());
		if ('refused' in opened) return giveBack(opened.refused, text);
		if (text === '' || text.length > LONGEST_TEXT)
			return show(event, handle, { told: text === '' ? 'text' : 'text_long', typed: text });
		const { conversation } = opened;
		const id = z.uuid().safeParse(data.get('id')).data ?? randomUUID();
		const keys = { request: openRequestKey(conversation, handle.wrapping), signingSeed: handle.signingSeed };
		const { objects } = sealMessage(conversation, keys, { id, text, files: [] });
		const wish = { seen: readField(data, 'seen'), objects, now: new Date() };
		const answer = await writeMessage(event.locals.database, handle, wish);
		if (!('refused' in answer)) return show(event, handle, { told: 'written' });
		if (answer.refused === 'unknown') return giveBack('unknown', text);
		if (answer.refused !== 'taken') return show(event, handle, { told: answer.refused, typed: text });
		// The same form sent twice is there already, if only since a moment; another text in it, as after "back", is not.
		const entries = openEntries(answer.conversation ?? conversation, keys.request);
		const isThere = entries.some((entry) => entry.id === id && entry.text === text);
		return show(event, handle, isThere ? { told: 'written' } : { told: 'stale', typed: text });
	},
	notice: async (event) => {
		const data = await readForm(event.request);
		const handle = await readHandle(event.locals.database, data);
		if (handle === undefined) return refuse(409, 'locked');
		const typed = readField(data, 'notice').trim();
		const address = data.has('stop') ? null : typed;
		if (address !== null && !z.safeParse(NoticeAddress, address).success)
			return show(event, handle, { told: 'notice' });
		await setNotice(event.locals.database, handle, { address, language: event.params.lang });
		return show(event, handle, { told: 'notice_done' });
	},
	withdraw: async (event) => {
		const data = await readForm(event.request);
		const handle = await readHandle(event.locals.database, data);
		if (handle === undefined) return refuse(409, 'locked');
		if (!data.has('sure')) return { ...(await show(event, handle)), isSure: true };
		await withdrawRequest(event.locals.database, handle, new Date());
		return { step: 'withdrawn' as const };
	},
};

function refuse(status: number, refused: ReceiptRefusal, typed = '') {
	return fail(status, { step: 'receipt' as const, refused, typed, isGone: false });
}

/** It was open and is gone, as when it was taken back in another tab: nothing will open that could show what was written. */
function giveBack(refused: ReceiptRefusal, typed: string) {
	return fail(404, { step: 'receipt' as const, refused, typed, isGone: true });
}

async function show(event: RequestEvent, handle: Handle, { told, typed = '' }: { told?: Told; typed?: string } = {}) {
	const opened = await openConversation(event.locals.database, handle, new Date());
	if ('refused' in opened) return refuse(404, opened.refused, typed);
	const { conversation } = opened;
	const shown = await showOpened(event.locals, { conversation, handle, language: event.params.lang });
	return { step: 'open' as const, ...shown, told, typed, id: randomUUID(), isSure: false };
}
