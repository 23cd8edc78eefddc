import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { randomBytes, toBase64 } from '#house/crypto/bytes.ts';
import { open } from '#house/crypto/envelope.ts';
import { readClock } from '#house/language/dates.ts';
import { aDatabase } from '#house/testing/a-database.ts';
import { aColleague } from '#rooms/identity/colleague.builder.ts';
import type { SignedIn } from '#rooms/identity/signed-in.ts';
import { aTeamWithKeys, type KeyHolder, type TeamWithKeys } from '#rooms/keys/team-keys.builder.ts';
import { answerRequest } from './answer-request.server.ts';
import { anAskedTeam, type AskedTeam } from './asker.builder.ts';
import { assignRequest } from './assign-request.server.ts';
import { beginExport } from './begin-export.server.ts';
import { beginReceiving } from './begin-receiving.server.ts';
import { closeRequest } from './close-request.server.ts';
import { dropTemplate } from './drop-template.server.ts';
import { exportRequests } from './export-requests.server.ts';
import { findFile } from './find-file.server.ts';
import { keysOf, openAs, type OpenedInBrowser } from './inbox.builder.ts';
import { keepCard } from './keep-card.server.ts';
import { keepTemplate } from './keep-template.server.ts';
import { listCards } from './list-cards.server.ts';
import { listInboxes } from './list-inboxes.server.ts';
import { listRequestEntries } from './list-request-entries.server.ts';
import { listRequests } from './list-requests.server.ts';
import { listTemplates } from './list-templates.server.ts';
import { makeSupport } from './make-support.server.ts';
import { notePresence } from './note-presence.server.ts';
import { noteRequest } from './note-request.server.ts';
import { openEntries, openKeys, openLine } from './open-request-content.ts';
import { openRequest } from './open-request.server.ts';
import { placeOf } from './places.ts';
import { receiveRequest } from './receive-request.server.ts';
import { refreshRequest } from './refresh-request.server.ts';
import { renameCard } from './rename-card.ts';
import { readRequestFilter } from './request-filter.ts';
import { aRequest, type BuiltRequest } from './request.builder.ts';
import { sealAnswer, sealFile, sealNote } from './seal-work.ts';

const { app, owner } = await aDatabase();
const asked = await anAskedTeam(owner);
const { team } = asked;
const [ines, bram] = team.holders as [KeyHolder, KeyHolder];
const place = placeOfTeam(team);

function placeOfTeam({ organisationId, teamId }: TeamWithKeys) {
	return { organisationId, teamId };
}

function send(text = 'Bonjour.', of: AskedTeam = asked): Promise<BuiltRequest> {
	return aRequest(owner, { team: of.team, serviceId: of.serviceId, text });
}

function stored({ scope }: BuiltRequest) {
	return owner.selectFrom('request').selectAll().where('id', '=', scope.requestId).executeTakeFirstOrThrow();
}

async function listActs(request: BuiltRequest): Promise<string[]> {
	const rows = await owner
		.selectFrom('audit_entry')
		.select('act')
		.where('object', '=', `request:${request.scope.requestId}`)
		.orderBy('number')
		.execute();
	return rows.map(({ act }) => act);
}

function anAnswer({ opened, version }: OpenedInBrowser, text = 'Bonjour à vous.', as: KeyHolder = ines) {
	const work = sealAnswer(opened, { text, by: 'L’équipe', files: [] }, as.signingSeed);
	return { ...place, requestId: opened.scope.requestId, version, move: 'answer' as const, ...work, files: [] };
}

describe('opening', () => {
	test('moves a request to received, wraps its key in the vault, leaves a line, and is recorded each time', async () => {
		const request = await send('J’ai peur pour mon frère, il ne parle plus à personne.');
		const first = await openAs(app, ines, { team, request });
		expect(first.entries).toMatchObject([{ kind: 'first', message: { text: expect.stringContaining('mon frère') } }]);
		const row = await stored(request);
		expect(row).toMatchObject({ state: 'received', version: 2, intake_wrap: null, vault_epoch: 1, card_version: 1 });
		const again = await openAs(app, bram, { team, request });
		expect(toBase64(again.opened.keys.request)).toBe(toBase64(request.requestKey));
		expect(toBase64(again.opened.keys.notes)).toBe(toBase64(first.opened.keys.notes));
		expect(again.sealed.openings.map(({ role }) => role)).toEqual(['professional', 'professional']);
		expect(await listActs(request)).toEqual(['request.opened', 'request.received', 'request.opened']);
	});

	test('is not done by listing: a line that nobody has opened has neither title nor name', async () => {
		const own = await anAskedTeam(owner);
		const request = await send('Jamais ouvert.', own);
		const [holder] = own.team.holders as [KeyHolder];
		const listed = await listCards(app, holder.signedIn, { ...placeOfTeam(own.team), after: null });
		if ('refused' in listed) throw new Error('refused');
		const [line] = listed.lines;
		expect(line && openLine(line, request.scope, keysOf(own.team))).toEqual({});
		expect((await stored(request)).state).toBe('sent');
		expect(
			await owner.selectFrom('request_opening').selectAll().where('request_id', '=', request.scope.requestId).execute(),
		).toEqual([]);
		await openAs(app, holder, { team: own.team, request });
		const after = await listCards(app, holder.signedIn, { ...placeOfTeam(own.team), after: null });
		const opened = 'lines' in after && after.lines[0] ? openLine(after.lines[0], request.scope, keysOf(own.team)) : {};
		expect(opened.card).toEqual({ v: 1, title: 'Jamais ouvert.', name: '' });
	});

	test('by two at once leaves one wrap: both read the same afterwards', async () => {
		const request = await send();
		await Promise.all([ines, bram].map((member) => openAs(app, member, { team, request })));
		expect(await stored(request)).toMatchObject({ state: 'received', version: 2, next_vault_wrap: null });
		expect((await listActs(request)).filter((act) => act === 'request.received')).toHaveLength(1);
		const [one, other] = [await openAs(app, ines, { team, request }), await openAs(app, bram, { team, request })];
		expect(toBase64(one.opened.keys.notes)).toBe(toBase64(other.opened.keys.notes));
	});

	test('to an epoch that is not the current one is refused', async () => {
		const request = await send();
		const wish = { ...place, requestId: request.scope.requestId, version: 1, vaultEpoch: 2 };
		const [vaultWrap, hash] = [toBase64(randomBytes(100)), toBase64(randomBytes(32))];
		expect(await beginReceiving(app, ines.signedIn, { ...wish, vaultWrap })).toEqual({ refused: 'stale' });
		expect(await receiveRequest(app, ines.signedIn, { ...wish, hash, card: vaultWrap })).toEqual({ refused: 'stale' });
	});

	test('is needed before one is told what is new', async () => {
		const request = await send();
		const wish = { ...place, requestId: request.scope.requestId };
		expect(await refreshRequest(app, bram.signedIn, wish)).toEqual({ refused: 'unknown' });
		await openAs(app, bram, { team, request });
		expect(await refreshRequest(app, bram.signedIn, wish)).toMatchObject({ line: { state: 'received' } });
		expect(await listActs(request)).toEqual(['request.opened', 'request.received']);
	});
});

describe('an answer', () => {
	test('is read by the person and by the team, with its file; what waits no longer waits', async () => {
		const request = await send();
		const opening = await openAs(app, ines, { team, request });
		const file = sealFile(opening.opened, randomBytes(2000));
		const files = [{ id: file.id, name: 'plan.pdf', type: 'application/pdf', size: 2000 }];
		const work = sealAnswer(opening.opened, { text: 'Venez mardi.', by: 'Inès', files }, ines.signingSeed);
		const wish = { ...place, requestId: request.scope.requestId, version: opening.version, move: 'answer' as const };
		const answered = await answerRequest(app, ines.signedIn, { ...wish, ...work, files: [file] });
		expect(answered).toEqual({ version: 3, state: 'answered' });
		expect(await stored(request)).toMatchObject({ waits_for_team: false, answered_at: expect.any(Date) });
		const read = await openAs(app, bram, { team, request });
		expect(read.entries[1]).toMatchObject({ kind: 'answer', answer: { text: 'Venez mardi.', files } });
		const found = await findFile(app, bram.signedIn, { ...place, requestId: request.scope.requestId, fileId: file.id });
		expect('sealed' in found && found.sealed).toBe(toBase64(file.sealed));
	});

	test('of two at once is one: the second is refused, and nothing of it is kept', async () => {
		const request = await send();
		const opening = await openAs(app, ines, { team, request });
		const answers = await Promise.all([
			answerRequest(app, ines.signedIn, anAnswer(opening, 'Le premier.')),
			answerRequest(app, bram.signedIn, anAnswer(opening, 'Le second.', bram)),
		]);
		expect(answers).toEqual(expect.arrayContaining([{ version: 3, state: 'answered' }, { refused: 'stale' }]));
		const read = await openAs(app, bram, { team, request });
		expect(read.entries.filter(({ kind }) => kind === 'answer')).toHaveLength(1);
	});

	test('signed by another than who sends it is not shown as an answer', async () => {
		const request = await send();
		const opening = await openAs(app, ines, { team, request });
		await answerRequest(app, ines.signedIn, anAnswer(opening, 'Sous un autre nom.', bram));
		const read = await openAs(app, bram, { team, request });
		expect(read.entries[1]).toMatchObject({ kind: 'trouble', trouble: 'altered' });
		expect(read.entries[0]).toMatchObject({ kind: 'first' });
	});

	test('before the request was received, or after it was closed, is not to be had', async () => {
		const request = await send();
		const opening = await openAs(app, ines, { team, request });
		const unopened = await send();
		const early = { ...anAnswer(opening), requestId: unopened.scope.requestId, version: 1 };
		expect(await answerRequest(app, ines.signedIn, early)).toEqual({ refused: 'not_now' });
		const close = { ...place, requestId: request.scope.requestId, version: opening.version, reason: 'other' as const };
		expect(await closeRequest(app, ines.signedIn, close)).toEqual({ version: 3, state: 'closed' });
		expect(await answerRequest(app, ines.signedIn, { ...anAnswer(opening), version: 3 })).toEqual({
			refused: 'not_now',
		});
	});

	test('that shows another door ends the request', async () => {
		const request = await send();
		const opening = await openAs(app, ines, { team, request });
		const service = { id: randomUUID(), name: 'Planning', organisation: 'Ville' };
		const work = sealAnswer(opening.opened, { text: 'Voyez là.', by: 'x', files: [], service }, ines.signingSeed);
		const wish = { ...place, requestId: request.scope.requestId, version: opening.version, move: 'orient' as const };
		const oriented = await answerRequest(app, ines.signedIn, { ...wish, ...work, files: [] });
		expect(oriented).toEqual({ version: 3, state: 'oriented' });
		expect(await stored(request)).toMatchObject({ close_reason: 'oriented', closed_at: expect.any(Date) });
		const read = await openAs(app, bram, { team, request });
		expect(read.entries[1]).toMatchObject({ kind: 'answer', answer: { service } });
	});
});

describe('a note', () => {
	test('is read by the team, and not by whoever has the receipt and the row', async () => {
		const request = await send();
		const opening = await openAs(app, ines, { team, request });
		const note = sealNote(opening.opened, 'À voir avec le service social.');
		const wish = { ...place, requestId: request.scope.requestId, version: opening.version };
		expect(await noteRequest(app, ines.signedIn, { ...wish, ...note })).toEqual({ version: 3, state: 'received' });
		const read = await openAs(app, bram, { team, request });
		expect(read.entries[1]).toMatchObject({ kind: 'note', text: 'À voir avec le service social.' });
		const row = await owner
			.selectFrom('request_object')
			.select(['id', 'sealed', 'version'])
			.where('request_id', '=', request.scope.requestId)
			.where('kind', '=', 'note')
			.executeTakeFirstOrThrow();
		expect(() => open(request.requestKey, placeOf(request.scope, 'note', row), row.sealed)).toThrow('open');
	});
});

describe('what was altered', () => {
	test('is told of that one thing alone, and the rest is read', async () => {
		const request = await send();
		const opening = await openAs(app, ines, { team, request });
		await answerRequest(app, ines.signedIn, anAnswer(opening));
		await owner
			.updateTable('request_object')
			.set({ sealed: sql`set_byte(sealed, 60, get_byte(sealed, 60) # 1)` })
			.where('request_id', '=', request.scope.requestId)
			.where('kind', '=', 'answer')
			.execute();
		const read = await openAs(app, bram, { team, request });
		expect(read.entries.map(({ kind }) => kind)).toEqual(['first', 'trouble']);
	});

	test('or comes from another request does not open there', async () => {
		const [one, other] = [await send('Un.'), await send('Deux.')];
		for (const request of [one, other]) await openAs(app, ines, { team, request });
		const { sealed } = await owner
			.selectFrom('request_object')
			.select('sealed')
			.where('request_id', '=', other.scope.requestId)
			.executeTakeFirstOrThrow();
		await owner.updateTable('request_object').set({ sealed }).where('request_id', '=', one.scope.requestId).execute();
		const read = await openAs(app, bram, { team, request: one });
		expect(read.entries).toMatchObject([{ kind: 'trouble', trouble: 'altered' }]);
	});

	test('in the line of the list keeps whoever could not read it from writing over it', async () => {
		const request = await send();
		const { version, sealed } = await openAs(app, ines, { team, request });
		const { card, vault_wrap } = await stored(request);
		expect(card).not.toBeNull();
		const read = await openAs(app, ines, { team, request });
		const line = openLine(read.sealed.line, request.scope, keysOf(team));
		const broken = openLine({ ...read.sealed.line, card: toBase64(randomBytes(200)) }, request.scope, keysOf(team));
		expect(broken).toEqual({ trouble: 'altered' });
		const wish = { scope: request.scope, cardVersion: 1 };
		expect(renameCard(broken, 'Autre titre', wish)).toBeUndefined();
		expect(renameCard({}, 'Autre titre', wish)).toBeUndefined();
		const renamed = renameCard(line, 'Autre titre', wish);
		const kept = await keepCard(app, ines.signedIn, {
			...place,
			requestId: request.scope.requestId,
			version,
			card: renamed?.sealed ?? '',
			cardVersion: 2,
		});
		expect(kept).toMatchObject({ version: 3 });
		expect((await stored(request)).vault_wrap).toEqual(vault_wrap);
		expect(sealed.line.cardVersion).toBe(0);
	});

	test('in the way to the key keeps the whole request shut', async () => {
		const request = await send();
		const own = await openRequest(app, ines.signedIn, { ...place, requestId: request.scope.requestId });
		if ('refused' in own) throw new Error('refused');
		const other = await openRequest(app, ines.signedIn, { ...place, requestId: (await send()).scope.requestId });
		const swapped = { ...own, intakeWrap: 'intakeWrap' in other ? other.intakeWrap : null };
		expect(await openKeys(swapped, request.scope, keysOf(team))).toEqual({ trouble: 'altered' });
		expect(await openKeys(own, request.scope, () => undefined)).toEqual({ trouble: 'no_key' });
		const opened = await openKeys(own, request.scope, keysOf(team));
		expect('keys' in opened && openEntries(own, request.scope, opened.keys)).toMatchObject([{ kind: 'first' }]);
	});
});

describe('the end of a request', () => {
	test('sets the month until which it is kept, and a support ends it too', async () => {
		const request = await send();
		const { version } = await openAs(app, ines, { team, request });
		const wish = { ...place, requestId: request.scope.requestId, version };
		expect(await makeSupport(app, ines.signedIn, wish)).toEqual({ version: 3, state: 'became_support' });
		const row = await stored(request);
		const [year = 0, month = 0] = readClock(new Date()).date.split('-').map(Number);
		expect(row.retention_month).toBe(new Date(Date.UTC(year, month - 1 + 6, 1)).toISOString().slice(0, 10));
		const read = await openAs(app, bram, { team, request });
		expect(read.entries).toMatchObject([{ kind: 'first' }]);
	});

	test('while the team renews its key moves the new wrap along', async () => {
		const request = await send();
		const { version } = await openAs(app, ines, { team, request });
		const { vault_wrap } = await stored(request);
		await owner
			.updateTable('request')
			.set({ next_vault_wrap: vault_wrap, next_vault_epoch: 1 })
			.where('id', '=', request.scope.requestId)
			.execute();
		await closeRequest(app, ines.signedIn, {
			...place,
			requestId: request.scope.requestId,
			version,
			reason: 'answered',
		});
		await owner
			.updateTable('request')
			.set({ vault_wrap: sql`next_vault_wrap` })
			.where('id', '=', request.scope.requestId)
			.execute();
		expect((await openAs(app, bram, { team, request })).entries).toMatchObject([{ kind: 'first' }]);
	});
});

test('a request is given to someone of the team, and to nobody else', async () => {
	const request = await send();
	const { version } = await openAs(app, ines, { team, request });
	const wish = { ...place, requestId: request.scope.requestId, version };
	const elsewhere = await aColleague(owner, { organisationId: team.organisationId, role: 'professional' });
	const { personId } = elsewhere.signedIn;
	expect(await assignRequest(app, ines.signedIn, { ...wish, assigneeId: personId })).toEqual({ refused: 'unknown' });
	const given = await assignRequest(app, ines.signedIn, { ...wish, assigneeId: bram.signedIn.personId });
	expect(given).toEqual({ version: 3, state: 'received' });
	const filter = readRequestFilter(new URLSearchParams({ assignee: 'me' }));
	const listed = await listRequests(app, bram.signedIn, { ...place, filter, language: 'fr' });
	expect('requests' in listed && listed.requests.map(({ id }) => id)).toEqual([request.scope.requestId]);
});

test('whoever writes an answer is seen by the others, and no longer once they stop', async () => {
	const request = await send();
	const wish = { ...place, requestId: request.scope.requestId };
	expect(await notePresence(app, ines.signedIn, { ...wish, writing: true })).toEqual({ version: 1, writing: [] });
	expect(await notePresence(app, bram.signedIn, { ...wish, writing: true })).toMatchObject({
		writing: [ines.signedIn.name],
	});
	await notePresence(app, ines.signedIn, { ...wish, writing: false });
	expect(await notePresence(app, bram.signedIn, { ...wish, writing: false })).toMatchObject({ writing: [] });
	await notePresence(app, ines.signedIn, { ...wish, writing: true });
	await owner
		.updateTable('request_presence')
		.set({ until: new Date(Date.now() - 1000) })
		.execute();
	expect(await notePresence(app, bram.signedIn, { ...wish, writing: false })).toMatchObject({ writing: [] });
});

test('the list is filtered and paged, those that wait longest first', async () => {
	const own = await anAskedTeam(owner);
	const [holder] = own.team.holders as [KeyHolder];
	const today = Date.now();
	const days = [40, 3, 20];
	const sent: BuiltRequest[] = [];
	for (const age of days) {
		const sentAt = new Date(today - age * 86_400_000);
		sent.push(
			await aRequest(owner, { team: own.team, serviceId: own.serviceId, sentAt, language: age === 3 ? 'nl' : 'fr' }),
		);
	}
	const list = async (query: Record<string, string>) => {
		const filter = readRequestFilter(new URLSearchParams(query));
		const listed = await listRequests(app, holder.signedIn, { ...placeOfTeam(own.team), filter, language: 'fr' });
		return 'requests' in listed
			? listed.requests.map(({ id }) => sent.findIndex(({ scope }) => scope.requestId === id))
			: listed;
	};
	expect(await list({})).toEqual([0, 2, 1]);
	expect(await list({ overdue: '1' })).toEqual([0, 2]);
	expect(await list({ language: 'nl' })).toEqual([1]);
	expect(await list({ state: 'closed' })).toEqual([]);
	expect(await list({ assignee: 'none', page: '2' })).toEqual([]);
	const entries = await listRequestEntries(app, holder.signedIn, {
		organisationId: own.team.organisationId,
		language: 'fr',
	});
	expect(entries.map(({ kind }) => kind)).toEqual(['due', 'waiting']);
	expect(await listInboxes(app, holder.signedIn, { organisationId: own.team.organisationId })).toMatchObject({
		inboxes: [{ teamId: own.team.teamId, waiting: 3 }],
	});
});

test('what waits is counted for each of one’s own teams, in one question, and for no other', async () => {
	const [one, other] = [await anAskedTeam(owner), await anAskedTeam(owner)];
	// The second and the third team are of the same organisation; of the third one they are no member.
	const { organisationId } = one.team;
	const second = await aTeamWithKeys(owner, { organisationId });
	const third = await aTeamWithKeys(owner, { organisationId });
	const [holder] = one.team.holders as [KeyHolder];
	const longAgo = new Date(Date.now() - 40 * 86_400_000);
	for (const of of [one.team, second, second, third, third]) {
		await aRequest(owner, { team: of, serviceId: one.serviceId, sentAt: of === second ? longAgo : new Date() });
	}
	await send('Ailleurs.', other);
	const grant = { id: randomUUID(), role: 'coordinator' as const, organisationId, teamId: second.teamId };
	const names = { organisation: holder.signedIn.grants[0]?.organisation ?? raise(), teamName: 'Deuxième' };
	const person = { ...holder.signedIn, grants: [...holder.signedIn.grants, { ...grant, ...names }] };
	const listed = await listInboxes(app, person, { organisationId });
	expect(listed).toMatchObject({
		inboxes: [
			{ teamId: one.team.teamId, waiting: 1, overdue: 0 },
			{ teamId: second.teamId, name: 'Deuxième', waiting: 2, overdue: 2 },
		],
	});
	expect('inboxes' in listed && listed.inboxes).toHaveLength(2);
	const entries = await listRequestEntries(app, person, { organisationId, language: 'fr' });
	expect(entries.map(({ kind, href }) => [kind, href.split('/')[5]?.split('?')[0]])).toEqual([
		['waiting', one.team.teamId],
		['due', second.teamId],
	]);
	expect(await listInboxes(app, person, { organisationId: other.team.organisationId })).toEqual({
		refused: 'unknown',
	});
});

function raise(): never {
	throw new Error('someone with a role');
}

test('templates belong to a team; of two who change one, the second is refused', async () => {
	const form = { id: '' as const, version: 0, language: 'fr' as const, title: 'Accueil', words: 'Bonjour,' };
	const kept = await keepTemplate(app, ines.signedIn, { ...place, ...form });
	const templateId = 'templateId' in kept ? kept.templateId : '';
	const wish = { ...place, ...form, id: templateId, version: 1 };
	expect(await keepTemplate(app, ines.signedIn, { ...wish, words: 'Bonjour à vous,' })).toEqual({ templateId });
	expect(await keepTemplate(app, bram.signedIn, wish)).toEqual({ refused: 'stale' });
	expect(await listTemplates(app, bram.signedIn, place)).toMatchObject({
		templates: [{ words: 'Bonjour à vous,', version: 2 }],
	});
	const neighbour = await aTeamWithKeys(owner, { organisationId: team.organisationId });
	const [other] = neighbour.holders as [KeyHolder];
	expect(await listTemplates(app, other.signedIn, placeOfTeam(neighbour))).toEqual({ templates: [] });
	const theirs = { ...placeOfTeam(neighbour), templateId };
	expect(await dropTemplate(app, other.signedIn, theirs)).toEqual({ refused: 'unknown' });
	expect(await dropTemplate(app, bram.signedIn, { ...place, templateId })).toEqual({ templateId });
});

test('an export is recorded, and counts as an opening of each request that the person sees', async () => {
	const own = await anAskedTeam(owner);
	const request = await send('À emporter.', own);
	const [holder] = own.team.holders as [KeyHolder];
	const wish = placeOfTeam(own.team);
	expect(await beginExport(app, holder.signedIn, wish)).toEqual({ count: 1 });
	const page = await exportRequests(app, holder.signedIn, { ...wish, after: null });
	expect(page).toMatchObject({ requests: [{ line: { id: request.scope.requestId } }], next: null });
	expect((await stored(request)).state).toBe('sent');
	expect(
		await owner
			.selectFrom('request_opening')
			.select('role')
			.where('request_id', '=', request.scope.requestId)
			.execute(),
	).toEqual([{ role: 'professional' }]);
});

/** Every verb of a team that has something to do with one request, asked about that of `team`. */
const someKey = toBase64(randomBytes(100));
const onRequest = {
	openRequest,
	refreshRequest,
	notePresence,
	findFile,
	beginReceiving,
	receiveRequest,
	answerRequest,
	noteRequest,
	keepCard,
	assignRequest,
	closeRequest,
	makeSupport,
} as Record<string, (database: typeof app, person: SignedIn, wish: never) => Promise<object>>;

test.each(Object.keys(onRequest))('%s knows nothing of a request of another team or organisation', async (name) => {
	const request = await send();
	await openAs(app, ines, { team, request });
	const before = await stored(request);
	const strangers = [
		await aTeamWithKeys(owner, { organisationId: team.organisationId }),
		(await anAskedTeam(owner)).team,
	];
	for (const stranger of strangers) {
		const [holder] = stranger.holders as [KeyHolder];
		for (const at of [placeOfTeam(stranger), place]) {
			const wish = {
				...at,
				requestId: request.scope.requestId,
				version: before.version,
				writing: true,
				fileId: request.messageId,
				vaultEpoch: 1,
				vaultWrap: someKey,
				hash: someKey,
				card: someKey,
				cardVersion: 2,
				move: 'answer',
				id: randomUUID(),
				sealed: someKey,
				files: [],
				assigneeId: null,
				reason: 'other',
			};
			expect(await onRequest[name]?.(app, holder.signedIn, wish as never)).toEqual({ refused: 'unknown' });
		}
	}
	expect(await stored(request)).toEqual(before);
});

test.each([
	'noteRequest',
	'keepCard',
	'assignRequest',
	'closeRequest',
	'makeSupport',
	'answerRequest',
	'beginReceiving',
	'receiveRequest',
])('%s of a version that is no longer the last one is refused', async (name) => {
	const request = await send();
	const opening = await openAs(app, ines, { team, request });
	const wish = {
		...anAnswer(opening),
		version: 1,
		vaultEpoch: 1,
		vaultWrap: someKey,
		hash: someKey,
		card: someKey,
		cardVersion: 2,
		assigneeId: null,
		reason: 'other',
	};
	const before = await stored(request);
	expect(await onRequest[name]?.(app, ines.signedIn, wish as never)).toEqual({ refused: 'stale' });
	expect(await stored(request)).toEqual(before);
});

test('without a second factor the inbox is not there', async () => {
	const wish = { organisationId: team.organisationId, teamId: team.teamId, role: 'professional' as const };
	const { signedIn } = await aColleague(owner, { ...wish, factors: 1 });
	expect(await listCards(app, signedIn, { ...place, after: null })).toEqual({ refused: 'unknown' });
});
