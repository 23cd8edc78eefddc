import { randomBytes, randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { CannotOpen, open } from '#house/crypto/envelope.ts';
import { makeLocator } from '#house/crypto/receipt.ts';
import { actAs } from '#house/database/act-as.ts';
import { connectDatabase } from '#house/database/kysely.ts';
import { openPool } from '#house/database/pool.ts';
import { aDatabase } from '#house/testing/a-database.ts';
import { findOuterLayer } from '#rooms/keys/find-outer-layer.server.ts';
import { anAskedTeam, anAsker, aDraft, aSealedRequest, type AskedTeam, type Asker } from './asker.builder.ts';
import { findSalt } from './find-salt.server.ts';
import { markOf } from './conversation.ts';
import { findSealedFile } from './find-sealed-file.server.ts';
import { registerNoticeMail } from './notice-mail.ts';
import { openConversation } from './open-conversation.server.ts';
import { placeOf } from './places.ts';
import { keepUntil, monthAfter, prolongBy } from './private/keep-until.ts';
import { forgetNotice } from './private/write-notice.ts';
import { unwrapForRequester } from './request-keys.ts';
import { sendRequest } from './send-request.server.ts';
import { setNotice } from './set-notice.server.ts';
import { tellPerson } from './tell-person.server.ts';
import { withdrawRequest } from './withdraw-request.server.ts';
import { writeMessage } from './write-message.server.ts';

const database = await aDatabase();
const { app, owner } = database;
const asked = await anAskedTeam(owner);
const now = new Date('2026-11-30T09:00:00Z');
registerNoticeMail();

interface Sent extends Asker {
	to: AskedTeam;
	proof: { locator: string; authentication: Uint8Array };
	kept: { organisationId: string; requestId: string };
	fileId: string;
}

async function aSentRequest({ to = asked, notice = null as string | null } = {}): Promise<Sent> {
	const asker = await anAsker(app);
	const fileId = randomUUID();
	const draft = aDraft('Bonjour.', [{ id: fileId, name: 'a.txt', type: 'text/plain', content: randomBytes(900) }]);
	const sealed = await aSealedRequest(asker, to.intake, { draft, notice });
	const pass = { by: 'work', proof: randomBytes(32), expiresAt: new Date(Date.now() + 60_000) } as const;
	await sendRequest(app, { serviceId: to.serviceId, ...sealed, withoutScript: false, now }, pass);
	const proof = { locator: asker.sender.receipt.locator, authentication: asker.keys.authentication };
	const kept = { organisationId: to.team.organisationId, requestId: asker.sender.requestId };
	return { ...asker, to, proof, kept, fileId };
}

async function getConversation({ proof }: Sent) {
	const opened = await openConversation(app, proof, now);
	if ('refused' in opened) throw new Error(opened.refused);
	return opened.conversation;
}

/** The mark of what the person sees at this moment. */
async function seen(sent: Sent): Promise<string> {
	return markOf(await getConversation(sent));
}

function aMessage() {
	return { id: randomUUID(), kind: 'message', sealed: randomBytes(300) } as const;
}

/** The team's doing, as the inbox does it: opened once, so that its state may move. */
async function openByTeam({ kept, to }: Sent, state: 'received' | 'answered' | 'closed' | 'became_support') {
	const { organisationId, requestId } = kept;
	const ended = ['closed', 'became_support'].includes(state) ? now : null;
	await actAs(owner, { organisationId }, async (tx) => {
		const layer = await findOuterLayer(tx, { organisationId, month: '2027-11-01' });
		const vault_wrap = layer.put(`${requestId}:vault`, randomBytes(90));
		await tx
			.updateTable('request')
			.set({ state, received_at: now, vault_wrap, vault_epoch: 1, waits_for_team: false, closed_at: ended })
			.set({ version: sql`version + 1` })
			.where('id', '=', requestId)
			.execute();
	});
	await owner
		.insertInto('request_opening')
		.values({
			organisation_id: kept.organisationId,
			request_id: kept.requestId,
			person_id: to.team.holders[0]?.signedIn.personId ?? '',
			role: 'professional',
			opened_at: now,
		})
		.execute();
}

function actAsTeam<Result>({ to, kept }: Sent, work: Parameters<typeof actAs<Result>>[2]): Promise<Result> {
	const personId = to.team.holders[0]?.signedIn.personId ?? '';
	const { organisationId } = kept;
	return actAs(app, { organisationId, teamId: to.team.teamId, personId, role: 'professional' }, work);
}

describe('who comes back with a receipt', () => {
	test('reads what they wrote, and who opened it when', async () => {
		const sent = await aSentRequest();
		await openByTeam(sent, 'received');
		const conversation = await getConversation(sent);
		expect(conversation).toMatchObject({
			state: 'received',
			teamId: asked.team.teamId,
			openings: [{ role: 'professional', at: now.toISOString() }],
			promisedDays: 5,
			hasNotice: false,
		});
		const scope = { ...sent.kept, teamId: asked.team.teamId };
		const key = unwrapForRequester(conversation.requesterWrap, scope, sent.keys.wrapping);
		const [message, file] = conversation.objects;
		expect(file).toMatchObject({ kind: 'file', sealed: null });
		const place = placeOf(scope, 'message', { id: sent.sender.messageId, version: 1 });
		expect(Buffer.from(open(key, place, message?.sealed ?? new Uint8Array())).toString()).toContain('Bonjour.');
		const got = await findSealedFile(app, sent.proof, sent.fileId);
		if ('refused' in got) throw new Error(got.refused);
		expect(open(key, placeOf(scope, 'file', { id: sent.fileId, version: 1 }), got.sealed)).toHaveLength(900);
	});

	test('is told the same with a wrong secret as with a locator that nobody has, in about the same time', async () => {
		const sent = await aSentRequest();
		const wrong = { locator: sent.proof.locator, authentication: randomBytes(32) };
		const unknown = { locator: makeLocator(), authentication: sent.keys.authentication };
		const nothing = { refused: 'unknown' };
		expect(await openConversation(app, wrong, now)).toEqual(nothing);
		expect(await openConversation(app, unknown, now)).toEqual(nothing);
		for (const proof of [wrong, unknown]) {
			expect(await writeMessage(app, proof, { seen: await seen(sent), objects: [aMessage()], now })).toEqual(nothing);
			expect(await findSealedFile(app, proof, sent.fileId)).toEqual(nothing);
			expect(await setNotice(app, proof, { address: 'x@essai.example', language: 'fr' })).toEqual(nothing);
			expect(await withdrawRequest(app, proof, now)).toEqual(nothing);
		}
		expect((await getConversation(sent)).objects).toHaveLength(2);
		// Medians of turns taken alternately: one would be read from a difference that repeats itself.
		const times = { wrong: [] as number[], unknown: [] as number[] };
		for (let turn = 0; turn < 60; turn++) {
			for (const [which, proof] of Object.entries({ wrong, unknown })) {
				const start = performance.now();
				await openConversation(app, proof, now);
				times[which === 'wrong' ? 'wrong' : 'unknown'].push(performance.now() - start);
			}
		}
		const median = (all: number[]) => all.toSorted((a, b) => a - b)[all.length / 2] ?? 0;
		const [one, other] = [median(times.wrong), median(times.unknown)];
		expect(Math.abs(one - other)).toBeLessThan(Math.max(1, 0.5 * Math.max(one, other)));
	});

	test('finds nothing in another’s request: a file of it, or its places', async () => {
		const [mine, theirs] = [await aSentRequest(), await aSentRequest()];
		expect(await findSealedFile(app, mine.proof, theirs.fileId)).toEqual({ refused: 'unknown' });
		// Rows swapped behind the application's back: they do not open.
		const [a, b] = [mine.sender.messageId, theirs.sender.messageId];
		const [one, other] = await Promise.all(
			[a, b].map((id) =>
				owner.selectFrom('request_object').select('sealed').where('id', '=', id).executeTakeFirstOrThrow(),
			),
		);
		await owner
			.updateTable('request_object')
			.set({ sealed: other?.sealed ?? Buffer.alloc(0) })
			.where('id', '=', a)
			.execute();
		await owner
			.updateTable('request_object')
			.set({ sealed: one?.sealed ?? Buffer.alloc(0) })
			.where('id', '=', b)
			.execute();
		const conversation = await getConversation(mine);
		const scope = { ...mine.kept, teamId: asked.team.teamId };
		const key = unwrapForRequester(conversation.requesterWrap, scope, mine.keys.wrapping);
		const message = conversation.objects.find(({ id }) => id === a)?.sealed ?? new Uint8Array();
		expect(() => open(key, placeOf(scope, 'message', { id: a, version: 1 }), message)).toThrow(CannotOpen);
	});

	test('finds it unreadable once its month is over', async () => {
		const to = await anAskedTeam(owner);
		const sent = await aSentRequest({ to });
		await owner.deleteFrom('retention_key').where('organisation_id', '=', to.team.organisationId).execute();
		expect(await openConversation(app, sent.proof, now)).toEqual({ refused: 'over' });
	});
});

describe('the salt', () => {
	test('of a receipt is its own; of a locator nobody has it is made up, the same on every server', async () => {
		const sent = await aSentRequest();
		expect(Buffer.from(await findSalt(app, sent.proof.locator))).toEqual(Buffer.from(sent.sender.salt));
		const nobodys = makeLocator();
		const madeUp = await findSalt(app, nobodys);
		expect(madeUp).toHaveLength(16);
		const elsewhere = connectDatabase(openPool(database.urls.app, { max: 1, applicationName: 'maillage-test-2' }));
		expect(Buffer.from(await findSalt(elsewhere, nobodys))).toEqual(Buffer.from(madeUp));
		await elsewhere.destroy();
		expect(Buffer.from(await findSalt(app, makeLocator()))).not.toEqual(Buffer.from(madeUp));
	});
});

describe('what is written later', () => {
	test('waits for the team, with a new day, and is recorded', async () => {
		const sent = await aSentRequest();
		await openByTeam(sent, 'answered');
		const later = new Date('2026-12-14T09:00:00Z');
		const written = await writeMessage(app, sent.proof, { seen: await seen(sent), objects: [aMessage()], now: later });
		expect(written).toMatchObject({ conversation: { state: 'in_conversation', dueOn: '2026-12-21' } });
		const row = await owner
			.selectFrom('request')
			.selectAll()
			.where('id', '=', sent.kept.requestId)
			.executeTakeFirstOrThrow();
		// The team, which reads another version, is told of it.
		expect(row).toMatchObject({ waits_for_team: true, retention_month: '2027-12-01', version: 3 });
	});

	test('before an answer keeps the day that was promised', async () => {
		const sent = await aSentRequest();
		const later = new Date('2026-12-02T09:00:00Z');
		const written = await writeMessage(app, sent.proof, { seen: await seen(sent), objects: [aMessage()], now: later });
		expect(written).toMatchObject({ conversation: { state: 'sent', dueOn: '2026-12-07' } });
	});

	test('after something else came is held back, and what came is shown', async () => {
		const sent = await aSentRequest();
		const before = await seen(sent);
		await openByTeam(sent, 'answered');
		const held = await writeMessage(app, sent.proof, { seen: before, objects: [aMessage()], now });
		expect(held).toMatchObject({ refused: 'stale', conversation: { state: 'answered' } });
		expect((await getConversation(sent)).objects).toHaveLength(2);
	});

	test('is written once, however often it is sent; another text under its id is refused, and what is there shown', async () => {
		const sent = await aSentRequest();
		const message = aMessage();
		const wish = { seen: await seen(sent), objects: [message], now };
		const all = await Promise.all([1, 2, 3].map(() => writeMessage(app, sent.proof, wish)));
		for (const each of all) expect(each).toMatchObject({ conversation: { objects: [{}, {}, { id: message.id }] } });
		expect((await getConversation(sent)).objects).toHaveLength(3);
		const other = { ...message, sealed: randomBytes(300) };
		const again = { seen: await seen(sent), objects: [other], now };
		const refused = await writeMessage(app, sent.proof, again);
		expect(refused).toMatchObject({ refused: 'taken', conversation: { objects: [{}, {}, { id: message.id }] } });
	});

	test('opens again what was closed, and is refused where support has begun elsewhere', async () => {
		const closed = await aSentRequest();
		await openByTeam(closed, 'closed');
		const written = await writeMessage(app, closed.proof, { seen: await seen(closed), objects: [aMessage()], now });
		expect(written).toMatchObject({ conversation: { state: 'in_conversation' } });
		const moved = await aSentRequest();
		await openByTeam(moved, 'became_support');
		const late = { seen: await seen(moved), objects: [aMessage()], now };
		expect(await writeMessage(app, moved.proof, late)).toEqual({ refused: 'ended' });
	});

	test('has its end: what one leaves is limited', async () => {
		const sent = await aSentRequest();
		await owner
			.insertInto('request_object')
			.values(
				Array.from({ length: 6 }, () => ({
					organisation_id: sent.kept.organisationId,
					request_id: sent.kept.requestId,
					id: randomUUID(),
					kind: 'file',
					by_team: false,
					sealed: Buffer.alloc(11 * 1024 * 1024),
				})),
			)
			.execute();
		const more = { seen: await seen(sent), objects: [aMessage()], now };
		expect(await writeMessage(app, sent.proof, more)).toEqual({ refused: 'full' });
	});
});

describe('what is withdrawn', () => {
	test('leaves no content in any table, only a count and that it was done', async () => {
		const to = await anAskedTeam(owner);
		const sent = await aSentRequest({ to, notice: 'proche@essai.example' });
		await openByTeam(sent, 'answered');
		const { requestId } = sent.kept;
		expect(await withdrawRequest(app, sent.proof, now)).toEqual({ withdrawn: true });
		expect(await listTablesWith(requestId)).toEqual(['audit_entry']);
		const tally = await owner.selectFrom('request_tally').selectAll().where('service_id', '=', to.serviceId).execute();
		expect(tally.map(({ outcome, count }) => [outcome, count])).toEqual(
			expect.arrayContaining([
				['sent', 1],
				['withdrawn', 1],
			]),
		);
		expect(await openConversation(app, sent.proof, now)).toEqual({ refused: 'unknown' });
		expect(await withdrawRequest(app, sent.proof, now)).toEqual({ refused: 'unknown' });
	});
});

/** The tables with a row that names this id anywhere. */
async function listTablesWith(id: string): Promise<string[]> {
	const { rows } = await sql<{ name: string }>`
		select table_name as name from information_schema.tables where table_schema = 'maillage' and table_type = 'BASE TABLE'`.execute(
		owner,
	);
	const found: string[] = [];
	for (const { name } of rows) {
		const { rows: hits } = await sql`select from ${sql.table(name)} t where t::text like ${`%${id}%`} limit 1`.execute(
			database.admin,
		);
		if (hits.length > 0) found.push(name);
	}
	return found;
}

describe('the notice', () => {
	const address = 'quelquun@essai.example';

	async function listMail() {
		return database.admin
			.selectFrom('outbox_mail')
			.select(['kind', 'language', 'data'])
			.where('recipient', '=', address)
			.execute();
	}

	test('is mailed once until the person has come back, and names nothing', async () => {
		const sent = await aSentRequest({ notice: address });
		await actAsTeam(sent, (tx) => tellPerson(tx, sent.kept.requestId));
		await actAsTeam(sent, (tx) => tellPerson(tx, sent.kept.requestId));
		expect(await listMail()).toEqual([{ kind: 'requests.notice', language: 'fr', data: {} }]);
		await getConversation(sent);
		await actAsTeam(sent, (tx) => tellPerson(tx, sent.kept.requestId));
		expect(await listMail()).toHaveLength(2);
	});

	test('stands nowhere in clear, and no member of the team reads it', async () => {
		const sent = await aSentRequest({ notice: 'cache@essai.example' });
		const rows = await actAsTeam(sent, (tx) => tx.selectFrom('request_notice').selectAll().execute());
		expect(rows).toEqual([]);
		const { address: kept } = await owner
			.selectFrom('request_notice')
			.select('address')
			.where('request_id', '=', sent.kept.requestId)
			.executeTakeFirstOrThrow();
		expect(kept.toString('latin1')).not.toContain('cache');
	});

	test('is changed and stopped by the person, and goes at closing without the team seeing it', async () => {
		const sent = await aSentRequest();
		expect(await setNotice(app, sent.proof, { address, language: 'nl' })).toEqual({ hasNotice: true });
		expect((await getConversation(sent)).hasNotice).toBe(true);
		expect(await setNotice(app, sent.proof, { address: null, language: 'nl' })).toEqual({ hasNotice: false });
		await setNotice(app, sent.proof, { address, language: 'nl' });
		await actAsTeam(sent, (tx) => forgetNotice(tx, sent.kept));
		expect((await getConversation(sent)).hasNotice).toBe(false);
	});
});

describe('while it is used', () => {
	test('a request is kept longer, its wraps and its notice under the key of the new month', async () => {
		const sent = await aSentRequest({ notice: 'plus-tard@essai.example' });
		await actAsTeam(sent, (tx) => prolongBy(tx, sent.kept, '2027-03-02'));
		const conversation = await getConversation(sent);
		expect(
			unwrapForRequester(conversation.requesterWrap, { ...sent.kept, teamId: asked.team.teamId }, sent.keys.wrapping),
		).toHaveLength(32);
		await actAsTeam(sent, (tx) => tellPerson(tx, sent.kept.requestId));
		const row = await owner
			.selectFrom('request')
			.selectAll()
			.where('id', '=', sent.kept.requestId)
			.executeTakeFirstOrThrow();
		expect(row.retention_month).toBe('2028-03-01');
	});

	test('and for a shorter time where its closing says so; reading does not keep what is closed', async () => {
		const sent = await aSentRequest();
		await openByTeam(sent, 'closed');
		await actAsTeam(sent, (tx) => keepUntil(tx, sent.kept, '2027-01-01'));
		await getConversation(sent);
		const row = await owner
			.selectFrom('request')
			.selectAll()
			.where('id', '=', sent.kept.requestId)
			.executeTakeFirstOrThrow();
		expect(row.retention_month).toBe('2027-01-01');
	});
});

test.each([
	['2026-11-30', 0, '2026-11-01'],
	['2026-11-30', 3, '2027-02-01'],
	['2026-12-31', 12, '2027-12-01'],
])('what is kept from %s for %i months ends with the month of %s', (day, months, month) => {
	expect(monthAfter(day, months)).toBe(month);
});
