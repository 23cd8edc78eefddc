import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { CannotOpen, open } from '#house/crypto/envelope.ts';
import { actAs } from '#house/database/act-as.ts';
import { aDatabase } from '#house/testing/a-database.ts';
import { findOuterLayer } from '#rooms/keys/find-outer-layer.server.ts';
import type { KeyHolder } from '#rooms/keys/team-keys.builder.ts';
import { answerRequest } from './answer-request.server.ts';
import { anAskedTeam } from './asker.builder.ts';
import { openAs } from './inbox.builder.ts';
import { noteRequest } from './note-request.server.ts';
import { openConversation } from './open-conversation.server.ts';
import { placeOf } from './places.ts';
import { oneOf } from './private/one-of.ts';
import { openFromIntake, unwrapForRequester, unwrapFromVault, type RequestKeys } from './request-keys.ts';
import { aRequest, type BuiltRequest } from './request.builder.ts';
import { sealMessage } from './seal-message.ts';
import { sealAnswer, sealFile, sealNote } from './seal-work.ts';
import { setNotice } from './set-notice.server.ts';
import { writeMessage } from './write-message.server.ts';

const { app, owner } = await aDatabase();
const { team, serviceId } = await anAskedTeam(owner);
const [ines] = team.holders as [KeyHolder];
const { organisationId, teamId, epoch } = team;

/** One ciphertext of the database, and how it is opened where it stands; with `elsewhere`, as if it stood in another version or row. */
interface Sealed {
	name: string;
	stored: Uint8Array;
	open: (stored: Uint8Array, elsewhere?: { id?: string; version?: number }) => unknown;
}

let all: Sealed[];

beforeAll(async () => {
	const requests = [await aWorkedOnRequest(), await aWorkedOnRequest()];
	const unopened = await aRequest(owner, { team, serviceId });
	all = [
		...(await Promise.all(requests.map(({ request, keys }) => listSealed(request, keys)))).flat(),
		...(await listSealed(unopened, { request: unopened.requestKey, notes: new Uint8Array(32) })),
	];
});

/** A request with everything that can be sealed in one. */
async function aWorkedOnRequest(): Promise<{ request: BuiltRequest; keys: RequestKeys }> {
	const request = await aRequest(owner, { team, serviceId });
	const { opened, version } = await openAs(app, ines, { team, request });
	const { requestId } = request.scope;
	const at = { organisationId, teamId, requestId };
	const file = sealFile(opened, new Uint8Array(500));
	const files = [{ id: file.id, name: 'plan.pdf', type: 'application/pdf', size: 500 }];
	const answer = sealAnswer(opened, { text: 'Venez mardi.', by: 'L’équipe', files }, ines.signingSeed);
	await answerRequest(app, ines.signedIn, { ...at, version, move: 'answer', ...answer, files: [file] });
	await noteRequest(app, ines.signedIn, { ...at, version: version + 1, ...sealNote(opened, 'À suivre.') });
	const proof = { locator: request.receipt.locator, authentication: request.requesterKeys.authentication };
	await setNotice(app, proof, { address: 'quelquun@essai.example', language: 'fr' });
	const read = await openConversation(app, proof, new Date());
	if ('refused' in read) throw new Error(read.refused);
	const { signingSeed } = request.requesterKeys;
	const words = { id: randomUUID(), text: 'Merci.', files: [] };
	const { sent, objects } = sealMessage(read.conversation, { request: request.requestKey, signingSeed }, words);
	await writeMessage(app, proof, { seen: sent.seen, objects, now: new Date() });
	return { request, keys: opened.keys };
}

async function listSealed({ scope, requesterKeys }: BuiltRequest, keys: RequestKeys): Promise<Sealed[]> {
	const { requestId } = scope;
	const row = await owner.selectFrom('request').selectAll().where('id', '=', requestId).executeTakeFirstOrThrow();
	const month = row.retention_month;
	const layer = await actAs(owner, { organisationId }, (tx) => findOuterLayer(tx, { organisationId, month }));
	const take = (what: string, stored: Uint8Array) => layer.take(`${requestId}:${what}`, stored);
	const vault = { epoch, key: team.keys.vaultKey };
	const list: (Sealed | undefined)[] = [
		row.intake_wrap && {
			name: 'intake',
			stored: row.intake_wrap,
			open: (stored: Uint8Array) =>
				openFromIntake(take('intake', stored), scope, { epoch, key: team.keys.intakeIdentity }),
		},
		{
			name: 'requester',
			stored: row.requester_wrap,
			open: (stored: Uint8Array) => unwrapForRequester(take('requester', stored), scope, requesterKeys.wrapping),
		},
		row.vault_wrap && {
			name: 'vault',
			stored: row.vault_wrap,
			open: (stored: Uint8Array) => unwrapFromVault(take('vault', stored), scope, vault),
		},
		row.card && {
			name: 'card',
			stored: row.card,
			open: (stored: Uint8Array, { version = 1 } = {}) =>
				open(keys.notes, placeOf(scope, 'card', { id: requestId, version }), stored),
		},
	].map((each) => each ?? undefined);
	const notices = await owner.selectFrom('request_notice').selectAll().where('request_id', '=', requestId).execute();
	for (const { address } of notices) {
		list.push({ name: 'notice', stored: address, open: (stored) => take('notice', stored) });
	}
	const objects = await owner.selectFrom('request_object').selectAll().where('request_id', '=', requestId).execute();
	for (const object of objects) {
		const kind = oneOf(['message', 'answer', 'file', 'note'], object.kind);
		list.push({
			name: `${kind} ${object.id}`,
			stored: object.sealed,
			open: (stored, elsewhere = {}) =>
				open(
					kind === 'note' ? keys.notes : keys.request,
					placeOf(scope, kind, { id: object.id, version: object.version, ...elsewhere }),
					stored,
				),
		});
	}
	return list.filter((each) => each !== undefined);
}

async function opens(work: () => unknown): Promise<boolean> {
	try {
		await work();
		return true;
	} catch (error) {
		if (error instanceof CannotOpen) return false;
		throw error;
	}
}

test('everything opens where it was sealed', async () => {
	expect(new Set(all.map(({ name }) => name.split(' ')[0]))).toEqual(
		new Set(['answer', 'card', 'file', 'intake', 'message', 'note', 'notice', 'requester', 'vault']),
	);
	for (const each of all) expect([each.name, await opens(() => each.open(each.stored))]).toEqual([each.name, true]);
});

test('of any two that are swapped neither opens', async () => {
	for (const one of all) {
		for (const other of all) {
			if (one === other) continue;
			expect([one.name, other.name, await opens(() => one.open(other.stored))]).toEqual([one.name, other.name, false]);
		}
	}
});

test('with any one bit changed, in what was sealed or what seals it, nothing opens', async () => {
	for (const { name, stored, open: openIt } of all) {
		for (const at of [0, 5, 30, Math.floor(stored.length / 2), stored.length - 1]) {
			const altered = Uint8Array.from(stored);
			altered[at] = (altered[at] ?? 0) ^ 1;
			expect([name, at, await opens(() => openIt(altered))]).toEqual([name, at, false]);
		}
		expect([name, await opens(() => openIt(stored.subarray(0, -1)))]).toEqual([name, false]);
	}
});

test('what is replayed under another id or as another version does not open', async () => {
	const replayable = all.filter(({ name }) => /^(message|answer|note|file) /.test(name));
	expect(replayable.length).toBeGreaterThan(8);
	for (const { name, stored, open: openIt } of replayable) {
		expect([name, await opens(() => openIt(stored, { id: randomUUID() }))]).toEqual([name, false]);
		expect([name, await opens(() => openIt(stored, { version: 2 }))]).toEqual([name, false]);
	}
	for (const card of all.filter(({ name }) => name === 'card')) {
		expect(await opens(() => card.open(card.stored, { version: 2 }))).toBe(false);
	}
});
