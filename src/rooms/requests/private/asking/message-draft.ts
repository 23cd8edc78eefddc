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
