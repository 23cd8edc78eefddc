import type { Entry } from '../../conversation-view.ts';
import type { ChosenFile } from './chosen-file.ts';

/** A message that is being written on, in the memory of the page. `id`: the same one, however often it is sent. */
export interface MessageDraft {
	readonly requestId: string;
	id: string;
	text: string;
	chosen: readonly ChosenFile[];
}

export function startMessage(requestId: string): MessageDraft {
	return { requestId, id: crypto.randomUUID(), text: '', chosen: [] };
}

/** As it is sealed: what a form gives may have other ends of lines. */
export function readMessageText(typed: string): string {
	return typed.replaceAll('\r\n', '\n').trim();
}

/**
 * What is still to be said of a draft, by what stands in the conversation: it may have arrived though its answer was lost. What was written
 * or chosen since then goes on as a message of its own; under the same id it would be refused for ever.
 */
export function leaveWritten(draft: MessageDraft, entries: readonly Entry[]): MessageDraft {
	const written = entries.find(({ id }) => id === draft.id);
	if (written === undefined) return draft;
	const text = readMessageText(draft.text) === written.text ? '' : draft.text;
	const chosen = draft.chosen.filter(({ id }) => !written.files.some((file) => file.id === id));
	return { ...startMessage(draft.requestId), text, chosen };
}

/** The draft that goes with a conversation which opens: the one begun in it, or before the script had come (`requestId` empty). */
export function takeUp(draft: MessageDraft, requestId: string, entries: readonly Entry[]): MessageDraft {
	if (draft.requestId === requestId) return leaveWritten(draft, entries);
	return { ...startMessage(requestId), text: draft.requestId === '' ? draft.text : '' };
}
