import { fromBase64 } from '#house/crypto/bytes.ts';
import { CannotOpen, open } from '#house/crypto/envelope.ts';
import { isSignedBy } from '#house/crypto/signature.ts';
import type { TeamKeys } from '#house/crypto/team-secret.ts';
import { Answer, Card, FirstMessage, LaterMessage, Note, readPayload, toSign, type SealedFile } from './payloads.ts';
import { placeOf, type RequestScope } from './places.ts';
import { openFromIntake, unwrapFromVault, type RequestKeys } from './request-keys.ts';
import { makeNotesKey } from './seal-work.ts';
import type { SealedLine, SealedObject, SealedRequest } from './sealed-request.ts';

/** The keys of a team in one epoch; undefined for whoever does not hold them. */
export type FindTeamKeys = (epoch: number) => TeamKeys | undefined;

/** Why something is not shown: `altered`, it was changed or moved; `no_key`, the team's key of that time is not held; `over`, its month is. */
export type ContentTrouble = 'altered' | 'no_key' | 'over';

/** A line of the list, opened. Neither card nor trouble: nobody has opened the request yet, and listing it does not. */
export interface OpenedLine {
	card?: Card;
	keys?: RequestKeys;
	trouble?: ContentTrouble;
}

export function openLine(line: SealedLine, scope: RequestScope, findTeamKeys: FindTeamKeys): OpenedLine {
	if (line.unreadable) return { trouble: 'over' };
	if (line.vaultWrap === null || line.vaultEpoch === null || line.card === null) return {};
	const team = findTeamKeys(line.vaultEpoch);
	if (team === undefined) return { trouble: 'no_key' };
	const from = { epoch: line.vaultEpoch, key: team.vaultKey };
	const { vaultWrap, card, cardVersion } = line;
	return orAltered(() => {
		const keys = unwrapFromVault(fromBase64(vaultWrap), scope, from);
		const place = placeOf(scope, 'card', { id: scope.requestId, version: cardVersion });
		return { keys, card: readPayload(Card, open(keys.notes, place, fromBase64(card))) };
	});
}

/** The keys of a request that is opened. `isFirst`: its notes had none before, and the team's vault is still to be told. */
export async function openKeys(
	sealed: SealedRequest,
	scope: RequestScope,
	findTeamKeys: FindTeamKeys,
): Promise<{ keys: RequestKeys; isFirst: boolean } | { trouble: ContentTrouble }> {
	const { vaultWrap, vaultEpoch, unreadable } = sealed.line;
	if (unreadable) return { trouble: 'over' };
	const isFirst = vaultWrap === null || vaultEpoch === null;
	const epoch = isFirst ? sealed.epoch : vaultEpoch;
	const team = findTeamKeys(epoch);
	if (team === undefined) return { trouble: 'no_key' };
	try {
		if (!isFirst) {
			return { isFirst, keys: unwrapFromVault(fromBase64(vaultWrap), scope, { epoch, key: team.vaultKey }) };
		}
		const file = fromBase64(sealed.intakeWrap ?? '');
		const request = await openFromIntake(file, scope, { epoch, key: team.intakeIdentity });
		return { isFirst, keys: { request, notes: makeNotesKey() } };
	} catch (error) {
		if (error instanceof CannotOpen) return { trouble: 'altered' };
		throw error;
	}
}

/** One thing that was written, opened, or why it is not. */
export type Entry = { object: SealedObject } & (
	| { kind: 'first'; message: FirstMessage }
	| { kind: 'message'; text: string; files: SealedFile[] }
	| { kind: 'answer'; answer: Answer }
	| { kind: 'note'; text: string }
	| { kind: 'trouble'; trouble: ContentTrouble }
);

/** What was written in a request, in its order; files stand with the message that names them. */
export function openEntries({ objects }: SealedRequest, scope: RequestScope, keys: RequestKeys): Entry[] {
	let personKey: Uint8Array | undefined;
	const entries: Entry[] = [];
	for (const object of objects) {
		if (object.kind === 'file') continue;
		const isFirst = object.kind === 'message' && !entries.some(({ object: { kind } }) => kind === 'message');
		const entry = openEntry(object, scope, { keys, personKey, isFirst });
		if (entry.kind === 'first') personKey = fromBase64(entry.message.personKey);
		entries.push(entry);
	}
	return entries;
}

interface Opening {
	keys: RequestKeys;
	personKey: Uint8Array | undefined;
	isFirst: boolean;
}

function openEntry(object: SealedObject, scope: RequestScope, { keys, personKey, isFirst }: Opening): Entry {
	const opened = orAltered((): { entry: Entry } => {
		const kind = object.kind === 'note' ? 'note' : object.kind === 'answer' ? 'answer' : 'message';
		const place = placeOf(scope, kind, object);
		const content = open(kind === 'note' ? keys.notes : keys.request, place, fromBase64(object.sealed ?? ''));
		if (kind === 'note') return { entry: { object, kind, text: readPayload(Note, content).text } };
		if (kind === 'answer') {
			const answer = readPayload(Answer, content);
			requireSignature(object.signingKey === null ? undefined : fromBase64(object.signingKey), place, answer);
			return { entry: { object, kind, answer } };
		}
		if (isFirst) return { entry: { object, kind: 'first', message: readPayload(FirstMessage, content) } };
		const message = readPayload(LaterMessage, content);
		requireSignature(personKey, place, message);
		return { entry: { object, kind: 'message', text: message.text, files: message.files } };
	});
	return 'entry' in opened ? opened.entry : { object, kind: 'trouble', trouble: opened.trouble };
}

/** @throws {CannotOpen} when it was not signed by whom it should be: somebody else who has the key wrote it */
function requireSignature(
	key: Uint8Array | undefined,
	place: ReturnType<typeof placeOf>,
	payload: Answer | LaterMessage,
): void {
	const signed = { content: toSign(payload), signature: fromBase64(payload.signature) };
	if (key === undefined || !isSignedBy(key, place, signed)) throw new CannotOpen('The signature does not hold.');
}

/** A file that a message or an answer names. @throws {CannotOpen} */
export function openFile(
	sealed: string,
	scope: RequestScope,
	{ key, id }: { key: Uint8Array; id: string },
): Uint8Array {
	return open(key, placeOf(scope, 'file', { id, version: 1 }), fromBase64(sealed));
}

function orAltered<Result>(opening: () => Result): Result | { trouble: 'altered' } {
	try {
		return opening();
	} catch (error) {
		// Bytes that are no base64 were altered too.
		if (error instanceof CannotOpen || error instanceof TypeError) return { trouble: 'altered' };
		throw error;
	}
}
