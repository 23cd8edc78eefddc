import { z } from 'zod';
import type { Database } from '#house/database/kysely.ts';
import type { Language } from '#house/language/language.ts';
import { getServerSecret } from '#house/web/get-server-secret.server.ts';
import { readField } from '#house/web/read-form.ts';
import { openState, sealState, type StateFor } from '#house/web/sealed-state.ts';
import { openEntries, openRequestKey } from '#rooms/requests/conversation-view.ts';
import { markOf, type Conversation } from '#rooms/requests/conversation.ts';
import { inBase64, Locator, writeJson } from '#rooms/requests/sent-request.ts';
import { nameService } from './answer-conversation.server.ts';

/** How long a page without a script stays open before the receipt is asked again. */
const MINUTES = 15;

const key = () => inBase64({ exactly: 32 });
const Handle = z.object({ locator: Locator, authentication: key(), wrapping: key(), signingSeed: key() });
/** What a page without a script carries instead of the receipt, closed by a secret of the server. */
export type Handle = z.infer<typeof Handle>;

async function stateOf(database: Database): Promise<StateFor> {
	return { purpose: 'conversation', secret: await getServerSecret(database, 'form_state'), now: new Date() };
}

export async function readHandle(database: Database, data: FormData): Promise<Handle | undefined> {
	const carried = openState(await stateOf(database), readField(data, 'handle'));
	return Handle.safeParse(carried).data;
}

interface Shown {
	conversation: Conversation;
	handle: Handle;
	language: Language;
}

/** A conversation opened in memory, as the page shows it. */
export async function showOpened({ reader, database }: App.Locals, { conversation, handle, language }: Shown) {
	const named = await nameService(reader, conversation, language);
	const entries = openEntries(named, openRequestKey(named, handle.wrapping));
	const { state, dueOn, openings, teamName, service, hasNotice } = named;
	const carried = sealState(await stateOf(database), JSON.parse(writeJson(handle)), MINUTES);
	return {
		view: { state, dueOn, openings, teamName, service, hasNotice, seen: markOf(named) },
		entries,
		handle: carried,
	};
}
