import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { aDatabase } from '#house/testing/a-database.ts';
import type { KeyHolder } from '#rooms/keys/team-keys.builder.ts';
import { answerRequest } from './answer-request.server.ts';
import { anAskedTeam } from './asker.builder.ts';
import { assignRequest } from './assign-request.server.ts';
import { markOf, type Conversation } from './conversation.ts';
import { openEntries } from './conversation-view.ts';
import { keysOf, openAs } from './inbox.builder.ts';
import { keepCard } from './keep-card.server.ts';
import { notePresence } from './note-presence.server.ts';
import { noteRequest } from './note-request.server.ts';
import { openConversation } from './open-conversation.server.ts';
import { openLine } from './open-request-content.ts';
import { renameCard } from './rename-card.ts';
import { aRequest, type BuiltRequest } from './request.builder.ts';
import { sealMessage } from './seal-message.ts';
import { sealAnswer, sealNote } from './seal-work.ts';
import { writeMessage } from './write-message.server.ts';

const { app, owner } = await aDatabase();
const { team, serviceId } = await anAskedTeam(owner);
const [ines, bram] = team.holders as [KeyHolder, KeyHolder];
const place = { organisationId: team.organisationId, teamId: team.teamId };

/** A request that the team has opened, and the conversation as its person sees it then. */
async function aConversation() {
	const request = await aRequest(owner, { team, serviceId, text: 'Bonjour.' });
	await openAs(app, ines, { team, request });
	return { request, conversation: await read(request) };
}

function proofOf({ receipt, requesterKeys }: BuiltRequest) {
	return { locator: receipt.locator, authentication: requesterKeys.authentication };
}

async function read(request: BuiltRequest): Promise<Conversation> {
	const opened = await openConversation(app, proofOf(request), new Date());
	if ('refused' in opened) throw new Error(opened.refused);
	return opened.conversation;
}

/** Writes on as the person's page does, after it showed this. */
function write(request: BuiltRequest, seen: Conversation, text: string) {
	const { signingSeed } = request.requesterKeys;
	const words = { id: randomUUID(), text, files: [] };
	const { sent, objects } = sealMessage(seen, { request: request.requestKey, signingSeed }, words);
	return writeMessage(app, proofOf(request), { seen: sent.seen, objects, now: new Date() });
}

/** Answers as a colleague's page does, after it showed the request. */
async function answer(request: BuiltRequest, as: KeyHolder, text: string) {
	const opening = await openAs(app, as, { team, request });
	const work = sealAnswer(opening.opened, { text, by: 'L’équipe', files: [] }, as.signingSeed);
	const wish = { ...place, requestId: request.scope.requestId, version: opening.version, files: [] };
	return { send: () => answerRequest(app, as.signedIn, { ...wish, move: 'answer', ...work }) };
}

/** All that the team keeps to itself: a note, who looks after it, another title, that somebody is writing. */
async function workUnseen(request: BuiltRequest): Promise<void> {
	const { scope } = request;
	const opening = await openAs(app, ines, { team, request });
	const at = { ...place, requestId: scope.requestId };
	const { signedIn } = ines;
	const { version } = opening;
	const done = [
		await noteRequest(app, signedIn, { ...at, version, ...sealNote(opening.opened, 'À voir avec l’école.') }),
		await assignRequest(app, signedIn, { ...at, version: version + 1, assigneeId: bram.signedIn.personId }),
	];
	const renamed = renameCard(openLine(opening.sealed.line, scope, keysOf(team)), 'Frère', { scope, cardVersion: 1 });
	const { sealed = '', cardVersion = 0 } = renamed ?? {};
	done.push(await keepCard(app, signedIn, { ...at, version: version + 2, card: sealed, cardVersion }));
	expect(done).toMatchObject([1, 2, 3].map((step) => ({ version: version + step })));
	await notePresence(app, signedIn, { ...at, writing: true });
}

function textsOf({ requestKey }: BuiltRequest, conversation: Conversation) {
	return openEntries(conversation, requestKey).map(({ text }) => text);
}

describe('between what a person reads and what they write', () => {
	test('the work that a team keeps to itself holds nobody up', async () => {
		const { request, conversation } = await aConversation();
		await workUnseen(request);
		const written = await write(request, conversation, 'Encore une chose.');
		expect(written).not.toHaveProperty('refused');
		expect(textsOf(request, await read(request))).toEqual(['Bonjour.', 'Encore une chose.']);
	});

	test('that work shows in nothing that the person is given', async () => {
		const { request } = await aConversation();
		// Whoever opens a request is seen to; what they do then, apart from answering, is not.
		await openAs(app, ines, { team, request });
		const before = await read(request);
		await workUnseen(request);
		const after = await read(request);
		expect(after.openings).toHaveLength(before.openings.length + 1);
		expect({ ...after, openings: [] }).toEqual({ ...before, openings: [] });
		expect(markOf(after)).toBe(markOf(before));
	});

	test('an answer is told before the message is sent, and nothing is lost', async () => {
		const { request, conversation } = await aConversation();
		expect(await (await answer(request, ines, 'Venez mardi.')).send()).toMatchObject({ state: 'answered' });
		const held = await write(request, conversation, 'Je peux venir lundi ?');
		if (!('refused' in held) || held.conversation === undefined) throw new Error('held back, with what came');
		expect(held.refused).toBe('stale');
		expect(textsOf(request, held.conversation)).toEqual(['Bonjour.', 'Venez mardi.']);
		// Read, and sent all the same.
		expect(await write(request, held.conversation, 'Alors mardi.')).not.toHaveProperty('refused');
		expect(textsOf(request, await read(request))).toEqual(['Bonjour.', 'Venez mardi.', 'Alors mardi.']);
	});

	test('an answer that comes at the same moment comes first or is told: never neither', async () => {
		for (let turn = 0; turn < 8; turn++) {
			const { request, conversation } = await aConversation();
			const { send } = await answer(request, ines, 'Bonjour à vous.');
			const [written, answered] = await Promise.all([write(request, conversation, 'En même temps.'), send()]);
			const refusals = [written, answered].filter((done) => 'refused' in done);
			expect(refusals).toMatchObject([{ refused: 'stale' }]);
		}
	});
});

describe('between what a colleague reads and what they answer', () => {
	test('another answer, a note and a message of the person are each told before theirs is sent', async () => {
		const { request, conversation } = await aConversation();
		const first = await answer(request, bram, 'La réponse de Bram.');
		expect(await (await answer(request, ines, 'Celle d’Inès.')).send()).toMatchObject({ state: 'answered' });
		expect(await first.send()).toEqual({ refused: 'stale' });
		const second = await answer(request, bram, 'La réponse de Bram.');
		await workUnseen(request);
		expect(await second.send()).toEqual({ refused: 'stale' });
		const third = await answer(request, bram, 'La réponse de Bram.');
		await write(request, await read(request), 'Un mot de plus.');
		expect(await third.send()).toEqual({ refused: 'stale' });
		expect(textsOf(request, await read(request))).toEqual(['Bonjour.', 'Celle d’Inès.', 'Un mot de plus.']);
		expect(conversation.objects).toHaveLength(1);
	});

	test('what is sent a second time, as after a lost connection, is not there twice', async () => {
		const { request } = await aConversation();
		const { send } = await answer(request, ines, 'Une seule fois.');
		expect(await send()).toMatchObject({ state: 'answered' });
		expect(await send()).toEqual({ refused: 'stale' });
		expect(textsOf(request, await read(request))).toEqual(['Bonjour.', 'Une seule fois.']);
	});
});
