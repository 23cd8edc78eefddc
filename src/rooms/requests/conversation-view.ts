import { fromBase64 } from '#house/crypto/bytes.ts';
import { open } from '#house/crypto/envelope.ts';
import { isSignedBy } from '#house/crypto/signature.ts';
import type { Conversation, ConversationObject } from './conversation.ts';
import { Answer, FirstMessage, LaterMessage, readPayload, toSign, type SealedFile } from './payloads.ts';
import { placeOf, type RequestScope } from './places.ts';
import { unwrapForRequester } from './request-keys.ts';

/** One message or answer, opened. `text` undefined: it does not open, or is not signed by whom it says. */
export interface Entry {
	id: string;
	at: string;
	byTeam: boolean;
	/** Of an answer: the role or the name. */
	by: string;
	text: string | undefined;
	files: readonly SealedFile[];
	/** Another door the team showed. */
	service: { id: string; name: string; organisation: string } | undefined;
}

export function scopeOf({ organisationId, teamId, requestId }: Conversation): RequestScope {
	return { organisationId, teamId, requestId };
}

/** @throws {CannotOpen} */
export function openRequestKey(conversation: Conversation, wrapping: Uint8Array): Uint8Array {
	return unwrapForRequester(conversation.requesterWrap, scopeOf(conversation), wrapping);
}

/** Everything that was said, opened. What does not open, or whose signature does not hold, is shown as that. */
export function openEntries(conversation: Conversation, requestKey: Uint8Array): Entry[] {
	return conversation.objects
		.filter(({ kind }) => kind !== 'file')
		.map((object, index) => {
			const entry = { id: object.id, at: object.writtenAt, byTeam: object.byTeam };
			try {
				return { ...entry, ...openObject(conversation, { object, isFirst: index === 0, requestKey }) };
			} catch {
				return { ...entry, by: '', text: undefined, files: [], service: undefined };
			}
		});
}

interface Opening {
	object: ConversationObject;
	isFirst: boolean;
	requestKey: Uint8Array;
}

function openObject(conversation: Conversation, { object, isFirst, requestKey }: Opening) {
	const kind = object.kind === 'answer' ? 'answer' : 'message';
	const place = placeOf(scopeOf(conversation), kind, object);
	const content = open(requestKey, place, object.sealed ?? new Uint8Array());
	// The first message carries the key itself, sealed; what follows is signed with its other half.
	if (kind === 'message' && isFirst) {
		const { text, files } = readPayload(FirstMessage, content);
		return { by: '', text, files, service: undefined };
	}
	if (kind === 'message') {
		const message = readPayload(LaterMessage, content);
		refuseUnsigned(conversation.personKey, { place, message });
		return { by: '', text: message.text, files: message.files, service: undefined };
	}
	const answer = readPayload(Answer, content);
	refuseUnsigned(object.signingKey ?? new Uint8Array(), { place, message: answer });
	return { by: answer.by, text: answer.text, files: answer.files, service: answer.service };
}

type Signed = { place: ReturnType<typeof placeOf>; message: LaterMessage | Answer };

function refuseUnsigned(key: Uint8Array, { place, message }: Signed): void {
	const signature = fromBase64(message.signature);
	if (!isSignedBy(key, place, { content: toSign(message), signature })) throw new Error('not signed by its writer');
}
