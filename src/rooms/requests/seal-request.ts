import { sha256 } from '@noble/hashes/sha2.js';
import { randomBytes, toBase64 } from '#house/crypto/bytes.ts';
import { seal } from '#house/crypto/envelope.ts';
import { makeReceipt, type Receipt } from '#house/crypto/receipt.ts';
import { SALT_BYTES, type RequesterKeys } from '#house/crypto/requester-keys.ts';
import { signingKeyOf } from '#house/crypto/signature.ts';
import type { Language } from '#house/language/language.ts';
import type { Intake } from './intake.ts';
import { writePayload, type FirstMessage, type SealedFile } from './payloads.ts';
import { placeOf, type RequestScope } from './places.ts';
import { makeRequestKey, sealToIntake, wrapForRequester } from './request-keys.ts';
import type { SealedObject, SentRequest } from './sent-request.ts';

/** A file as it goes into the envelope: named and typed inside of it alone. */
export interface DraftFile {
	id: string;
	name: string;
	type: string;
	content: Uint8Array;
}

/** What someone wrote, before it is sealed. */
export interface Draft extends Omit<FirstMessage, 'v' | 'personKey' | 'files'> {
	files: readonly DraftFile[];
}

/** What stays the same, however often a request is sealed and sent. */
export interface Sender {
	requestId: string;
	messageId: string;
	receipt: Receipt;
	salt: Uint8Array;
}

export function makeSender(locator: string): Sender {
	const [requestId, messageId] = [crypto.randomUUID(), crypto.randomUUID()];
	return { requestId, messageId, receipt: makeReceipt(locator), salt: randomBytes(SALT_BYTES) };
}

interface Addressed {
	sender: Sender;
	keys: RequesterKeys;
	intake: Intake;
	language: Language;
	notice: string | null;
}

/** Seals what was written to whoever takes it now. Throws rather than give out anything that is not sealed. */
export async function sealRequest(
	draft: Draft,
	{ sender, keys, intake, language, notice }: Addressed,
): Promise<{ sent: SentRequest; objects: SealedObject[] }> {
	const { requestId, messageId, receipt, salt } = sender;
	const { organisationId, teamId, epoch, recipient } = intake;
	const scope: RequestScope = { organisationId, teamId, requestId };
	const requestKey = makeRequestKey();
	const personKey = signingKeyOf(keys.signingSeed);
	const { files, ...words } = draft;
	const content = writePayload({ v: 1, ...words, personKey: toBase64(personKey), files: files.map(nameFile) });
	const sealed = seal(requestKey, placeOf(scope, 'message', { id: messageId, version: 1 }), content);
	const sent: SentRequest = {
		requestId,
		locator: receipt.locator,
		salt,
		authenticationHash: sha256(keys.authentication),
		personKey,
		teamId,
		epoch,
		intakeWrap: await sealToIntake(requestKey, scope, { epoch, key: recipient }),
		requesterWrap: wrapForRequester(requestKey, scope, keys.wrapping),
		messageId,
		fileIds: files.map(({ id }) => id),
		language,
		notice,
	};
	return { sent, objects: [...sealFiles(files, scope, requestKey), { id: messageId, kind: 'message', sealed }] };
}

export function sealFiles(files: readonly DraftFile[], scope: RequestScope, requestKey: Uint8Array): SealedObject[] {
	return files.map(({ id, content }) => ({
		id,
		kind: 'file',
		sealed: seal(requestKey, placeOf(scope, 'file', { id, version: 1 }), content),
	}));
}

export function nameFile({ id, name, type, content }: DraftFile): SealedFile {
	return { id, name, type, size: content.length };
}
