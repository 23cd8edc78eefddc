import { toBase64 } from '#house/crypto/bytes.ts';
import { seal } from '#house/crypto/envelope.ts';
import { sign } from '#house/crypto/signature.ts';
import { markOf, type Conversation, type SentMessage } from './conversation.ts';
import { scopeOf } from './conversation-view.ts';
import { toSign, writePayload } from './payloads.ts';
import { placeOf } from './places.ts';
import { nameFile, sealFiles, type DraftFile } from './seal-request.ts';
import type { SealedObject } from './sent-request.ts';

interface Words {
	/** The same one, however often it is sent. */
	id: string;
	text: string;
	files: readonly DraftFile[];
}

/** Seals and signs what a person writes later. */
export function sealMessage(
	conversation: Conversation,
	keys: { request: Uint8Array; signingSeed: Uint8Array },
	{ id, text, files }: Words,
): { sent: SentMessage; objects: SealedObject[] } {
	const scope = scopeOf(conversation);
	const place = placeOf(scope, 'message', { id, version: 1 });
	const words = { v: 1 as const, text, files: files.map(nameFile) };
	const signature = toBase64(sign(keys.signingSeed, place, toSign(words)));
	const sealed = seal(keys.request, place, writePayload({ ...words, signature }));
	return {
		sent: { id, seen: markOf(conversation), fileIds: files.map((file) => file.id) },
		objects: [...sealFiles(files, scope, keys.request), { id, kind: 'message', sealed }],
	};
}
