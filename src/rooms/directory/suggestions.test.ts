import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { actAs } from '#house/database/act-as.ts';
import { addDays, readClock } from '#house/language/dates.ts';
import { languages } from '#house/language/language.ts';
import { addWorkingDays, isWorkingDay } from '#house/language/working-days.ts';
import { renderMail } from '#house/mail/mail.ts';
import { aDatabase } from '#house/testing/a-database.ts';
import { anOrganisation } from '#house/testing/an-organisation.ts';
import type { GatePass } from '#house/web/gate.ts';
import { forgetProofs } from '#house/web/spend-proof.server.ts';
import { aColleague } from '#rooms/identity/colleague.builder.ts';
import type { Role } from '#rooms/identity/roles.ts';
import type { SignedIn } from '#rooms/identity/signed-in.ts';
import { answerSuggestion } from './answer-suggestion.server.ts';
import { countSuggestions } from './count-suggestions.server.ts';
import { eraseSuggestions } from './erase-suggestions.server.ts';
import { listSuggestionEntries } from './list-suggestion-entries.server.ts';
import { listSuggestions, type ListedSuggestion } from './list-suggestions.server.ts';
import { remindOfSuggestions } from './remind-of-suggestions.server.ts';
import { sendPartnerSuggestion } from './send-partner-suggestion.server.ts';
import { sendSuggestion } from './send-suggestion.server.ts';
import {
	ANSWER_MAIL,
	ESCALATION_OF_SUGGESTIONS,
	registerSuggestionMails,
	REMINDER_OF_SUGGESTIONS,
} from './suggestion-mail.ts';
import { lastToEscalate, lastToRemind, suggestionAnswers } from './suggestion.ts';

const { admin, owner, app, public: reading } = await aDatabase();
registerSuggestionMails();
const today = readClock(new Date()).date;
const all = { state: undefined, serviceId: undefined, page: 1 };

/** An organisation with a published service and those who work there. */
interface Place {
	organisationId: string;
	serviceId: string;
	people: Map<Role, SignedIn>;
}
let [here, there]: Place[] = [];

beforeAll(async () => {
	here = await aPlace();
	there = await aPlace();
});

async function aPlace({ imaginary = false } = {}): Promise<Place> {
	const organisationId = await anOrganisation(owner);
	const people = new Map<Role, SignedIn>();
	for (const role of ['organisation_administrator', 'coordinator', 'professional', 'contributor'] as const) {
		const language = role === 'coordinator' ? 'nl' : 'fr';
		people.set(role, (await aColleague(owner, { organisationId, role, language, imaginary })).signedIn);
	}
	return { organisationId, serviceId: await aService(organisationId, { imaginary }), people };
}

function aService(organisationId: string, { imaginary = false, state = 'published' } = {}): Promise<string> {
	return owner.transaction().execute(async (tx) => {
		const { id } = await tx
			.insertInto('service')
			.values({ organisation_id: organisationId, origin_key: crypto.randomUUID(), imaginary })
			.returning('id')
			.executeTakeFirstOrThrow();
		const key = { organisation_id: organisationId, service_id: id, published: false };
		await tx
			.insertInto('service_text')
			.values({ ...key, language: 'fr', name: 'Le Relais' })
			.execute();
		await tx.updateTable('service').set({ state }).where('id', '=', id).execute();
		return id;
	});
}

const aPass = (): GatePass => ({ by: 'work', proof: randomBytes(32), expiresAt: new Date(Date.now() + 60_000) });
const aForm = (words: string, email?: string) => ({ kind: 'number' as const, words, email });

function send(place: Place | undefined, words: string, { email, day = today }: { email?: string; day?: string } = {}) {
	const serviceId = place?.serviceId ?? '';
	return sendSuggestion(app, { serviceId, form: aForm(words, email), language: 'de', day }, aPass());
}

function as(place: Place | undefined, role: Role): SignedIn {
	const person = place?.people.get(role);
	if (person === undefined) throw new Error(`nobody is ${role} there`);
	return person;
}

async function list(place: Place | undefined, filter = {}): Promise<ListedSuggestion[]> {
	const organisationId = place?.organisationId ?? '';
	const wish = { organisationId, filter: { ...all, ...filter }, language: 'fr' as const };
	const listed = await listSuggestions(app, as(place, 'organisation_administrator'), wish);
	return 'suggestions' in listed ? listed.suggestions : [];
}

async function find(place: Place | undefined, words: string): Promise<ListedSuggestion> {
	const found = (await list(place)).find((each) => each.words === words);
	if (found === undefined) throw new Error(`nobody wrote “${words}”`);
	return found;
}

async function readMails(kind: string) {
	const { rows } = await sql<{ recipient: string; language: string; data: unknown }>`
		select recipient, language, data from outbox_mail where kind = ${kind} order by created_at`.execute(admin);
	return rows;
}

const answer = (place: Place | undefined, suggestionId: string, by = as(place, 'organisation_administrator')) =>
	answerSuggestion(app, by, { organisationId: place?.organisationId ?? '', suggestionId, answer: 'corrected' });

describe('a reader', () => {
	test('hands in what is no longer right: its organisation reads it, and knows nothing of who wrote', async () => {
		expect(await send(here, 'Le numéro sonne dans le vide.')).toEqual({ sent: true });
		expect(await find(here, 'Le numéro sonne dans le vide.')).toMatchObject({
			serviceId: here?.serviceId,
			serviceName: 'Le Relais',
			kind: 'number',
			language: 'de',
			receivedOn: today,
			fromOrganisation: null,
			fromName: null,
			wantsAnswer: false,
			state: 'open',
		});
		const { rows } = await sql<{ column_name: string }>`
			select column_name from information_schema.columns where table_name = 'service_suggestion'`.execute(owner);
		expect(rows.map((row) => row.column_name).filter((name) => /address|agent|ip|hash|_at$/.test(name))).toEqual([]);
	});

	test('sends the same form once, also when it is sent twice at the same moment', async () => {
		const pass = aPass();
		const handedIn = {
			serviceId: here?.serviceId ?? '',
			form: aForm('Deux fois.'),
			language: 'fr' as const,
			day: today,
		};
		const both = await Promise.all([sendSuggestion(app, handedIn, pass), sendSuggestion(app, handedIn, pass)]);
		expect(both).toContainEqual({ sent: true });
		expect(both).toContainEqual({ refused: 'spent' });
		expect((await list(here)).filter(({ words }) => words === 'Deux fois.')).toHaveLength(1);
	});

	test.each(['draft', 'in_review', 'archived'])('says nothing of a service that is %s', async (state) => {
		const serviceId = await aService(here?.organisationId ?? '', { state });
		const pass = aPass();
		const handedIn = { serviceId, form: aForm('Rien.'), language: 'fr' as const, day: today };
		expect(await sendSuggestion(app, handedIn, pass)).toEqual({ refused: 'unknown' });
		expect(await sendSuggestion(app, { ...handedIn, serviceId: 'nowhere' }, pass)).toEqual({ refused: 'unknown' });
		// What was refused is not spent.
		expect(await sendSuggestion(app, { ...handedIn, serviceId: here?.serviceId ?? '' }, pass)).toEqual({ sent: true });
	});

	test('leaves an address for one answer, which nobody can look at', async () => {
		await send(here, 'Écrivez-moi.', { email: 'wer@leser.test' });
		expect((await find(here, 'Écrivez-moi.')).wantsAnswer).toBe(true);
		for (const role of ['organisation_administrator', 'coordinator', 'system'] as const) {
			const organisationId = here?.organisationId ?? '';
			const seen = await actAs(app, { organisationId, role }, (tx) =>
				tx.selectFrom('service_suggestion_address').selectAll().execute(),
			);
			expect(seen).toEqual([]);
		}
	});

	test('of an imaginary service is asked for no address: anyone may answer there', async () => {
		const imaginary = await aPlace({ imaginary: true });
		await send(imaginary, 'Imaginaire.', { email: 'victim@somewhere.test' });
		const found = await find(imaginary, 'Imaginaire.');
		expect(found.wantsAnswer).toBe(false);
		expect(await answer(imaginary, found.id)).toEqual({ answered: true });
		expect(await readMails(ANSWER_MAIL)).not.toContainEqual(
			expect.objectContaining({ recipient: 'victim@somewhere.test' }),
		);
	});

	test('reads no suggestion, as the public nor for nobody', async () => {
		expect(await app.selectFrom('service_suggestion').selectAll().execute()).toEqual([]);
		expect(await app.selectFrom('service_suggestion_address').selectAll().execute()).toEqual([]);
		expect(await app.selectFrom('spent_proof').selectAll().execute()).toEqual([]);
		for (const table of ['service_suggestion', 'service_suggestion_address', 'spent_proof'] as const) {
			await expect(reading.selectFrom(table).selectAll().execute()).rejects.toThrow(/permission denied/);
		}
	});

	test('cannot sign as an organisation, nor write into what its organisation answers', async () => {
		const row = {
			organisation_id: here?.organisationId ?? '',
			service_id: here?.serviceId ?? '',
			kind: 'other',
			words: 'x',
			language: 'fr',
			received_on: today,
		};
		const signed = { ...row, from_organisation_id: there?.organisationId ?? '' };
		await expect(app.insertInto('service_suggestion').values(signed).execute()).rejects.toThrow(/row-level security/);
		await expect(
			app
				.insertInto('service_suggestion')
				.values({ ...row, answer: 'corrected' })
				.execute(),
		).rejects.toThrow(/permission denied/);
	});
});

describe('a partner', () => {
	const wish = (words: string, isNamed: boolean) => ({
		serviceId: here?.serviceId ?? '',
		organisationId: there?.organisationId ?? '',
		form: aForm(words),
		language: 'fr' as const,
		day: today,
		isNamed,
	});

	test('signs by their organisation, and by their name only if they wish', async () => {
		const person = as(there, 'professional');
		expect(await sendPartnerSuggestion(app, person, wish('Sans nom.', false))).toEqual({ sent: true });
		expect(await sendPartnerSuggestion(app, person, wish('Avec nom.', true))).toEqual({ sent: true });
		expect(await find(here, 'Sans nom.')).toMatchObject({ fromOrganisation: 'Commune d’essai', fromName: null });
		expect(await find(here, 'Avec nom.')).toMatchObject({ fromName: person.name });
	});

	test('signs for no organisation in which they do not work', async () => {
		expect(await sendPartnerSuggestion(app, as(here, 'professional'), wish('Autre.', false))).toEqual({
			refused: 'unknown',
		});
	});

	test('who tries the demonstration writes to no real service', async () => {
		const trying = await aPlace({ imaginary: true });
		const from = { ...wish('Essai.', false), organisationId: trying.organisationId };
		expect(await sendPartnerSuggestion(app, as(trying, 'professional'), from)).toEqual({ refused: 'real_service' });
		const own = { ...from, serviceId: trying.serviceId };
		expect(await sendPartnerSuggestion(app, as(trying, 'professional'), own)).toEqual({ sent: true });
	});
});

describe('an answer', () => {
	test('goes to the address that was left, once, in the language of the page, and the address is erased', async () => {
		await send(here, 'Répondez.', { email: 'eine@leserin.test' });
		const { id } = await find(here, 'Répondez.');
		expect(await answer(here, id)).toEqual({ answered: true });
		const mails = (await readMails(ANSWER_MAIL)).filter(({ recipient }) => recipient === 'eine@leserin.test');
		expect(mails).toEqual([
			{
				recipient: 'eine@leserin.test',
				language: 'de',
				data: { answer: 'corrected', path: `/de/services/${here?.serviceId}` },
			},
		]);
		const left = await owner.selectFrom('service_suggestion_address').select('email').execute();
		expect(left).not.toContainEqual({ email: 'eine@leserin.test' });
		expect(await answer(here, id)).toEqual({ refused: 'answered' });
		expect((await list(here, { state: 'answered' })).find((each) => each.id === id)).toMatchObject({
			state: 'answered',
			answer: 'corrected',
			answeredOn: today,
			wantsAnswer: false,
		});
		expect((await list(here)).map((each) => each.id)).not.toContain(id);
	});

	test('is an act that is recorded', async () => {
		await send(here, 'Acte.');
		const { id } = await find(here, 'Acte.');
		await answer(here, id, as(here, 'coordinator'));
		const acts = await owner.selectFrom('audit_entry').select('act').where('object', '=', `suggestion:${id}`).execute();
		expect(acts).toEqual([{ act: 'suggestion.answered' }]);
	});

	test('is given by nobody of another organisation, who sees nothing of it either', async () => {
		await send(here, 'À nous.');
		const { id } = await find(here, 'À nous.');
		expect((await list(there)).map((each) => each.id)).not.toContain(id);
		expect(await answer(there, id)).toEqual({ refused: 'unknown' });
		const foreign = as(there, 'organisation_administrator');
		expect(await answer(here, id, foreign)).toEqual({ refused: 'unknown' });
		const wish = { organisationId: here?.organisationId ?? '', filter: all, language: 'fr' as const };
		expect(await listSuggestions(app, foreign, wish)).toEqual({ refused: 'unknown' });
		expect(await listSuggestionEntries(app, foreign, wish)).toEqual([]);
		const seen = await actAs(
			app,
			{ organisationId: there?.organisationId ?? '', role: 'organisation_administrator' },
			(tx) => tx.selectFrom('service_suggestion').select('id').where('id', '=', id).execute(),
		);
		expect(seen).toEqual([]);
	});

	test.each(['professional', 'contributor'] as const)('is not given by a %s', async (role) => {
		await send(here, `Pour ${role}.`);
		const { id } = await find(here, `Pour ${role}.`);
		expect(await answer(here, id, as(here, role))).toEqual({ refused: 'unknown' });
	});

	test.each(languages)('by mail in %s says neither what was written nor about which service', (language) => {
		for (const each of suggestionAnswers) {
			const mail = renderMail(ANSWER_MAIL, { answer: each, path: '/fr/services/x' }, language);
			expect(mail.text).toContain('/fr/services/x');
			expect(mail.subject + mail.text).not.toMatch(/Relais|prévention|radical/i);
		}
	});
});

describe('what nobody answers', () => {
	const monday = '2026-11-02';

	test('waits for five working days, then for ten, holidays not counted', () => {
		for (let day = '2026-10-20'; day < '2027-01-20'; day = addDays(day, 1)) {
			expect(addWorkingDays(lastToRemind(day), 5) <= day).toBe(true);
			expect(addWorkingDays(addDays(lastToRemind(day), 1), 5) <= day).toBe(false);
			expect(addWorkingDays(lastToEscalate(day), 10) <= day).toBe(true);
		}
		// 11 November is a holiday.
		expect(addWorkingDays(monday, 10)).toBe('2026-11-17');
	});

	test('is told to the administrators after five working days, to the coordinators after ten, once each', async () => {
		const place = await aPlace();
		const own = (kind: string) =>
			readMails(kind).then((mails) =>
				mails
					.filter(({ data }) => JSON.stringify(data).includes(place.organisationId))
					.map(({ language, data }) => ({ language, data })),
			);
		const at = (day: string) =>
			sql`update service_suggestion set received_on = ${day} where organisation_id =
			${place.organisationId} and answer is null`.execute(owner);
		await send(place, 'Un.');
		await send(place, 'Deux.');
		await at(monday);
		await remindOfSuggestions(app, '2026-11-06');
		expect(await own(REMINDER_OF_SUGGESTIONS)).toEqual([]);
		await remindOfSuggestions(app, '2026-11-07');
		await remindOfSuggestions(app, '2026-11-09');
		await remindOfSuggestions(app, '2026-11-09');
		await remindOfSuggestions(app, '2026-11-10');
		const path = (language: string) => `/${language}/work/${place.organisationId}/suggestions`;
		expect(await own(REMINDER_OF_SUGGESTIONS)).toEqual([{ language: 'fr', data: { count: 2, path: path('fr') } }]);
		expect(await own(ESCALATION_OF_SUGGESTIONS)).toEqual([]);
		expect((await list(place)).map(({ state }) => state)).toEqual(['open', 'open']);
		await answer(place, (await find(place, 'Un.')).id);
		await remindOfSuggestions(app, '2026-11-16');
		expect(await own(ESCALATION_OF_SUGGESTIONS)).toEqual([]);
		await Promise.all([remindOfSuggestions(app, '2026-11-17'), remindOfSuggestions(app, '2026-11-17')]);
		await remindOfSuggestions(app, '2026-11-18');
		expect(await own(ESCALATION_OF_SUGGESTIONS)).toEqual([{ language: 'nl', data: { count: 1, path: path('nl') } }]);
		expect(await own(REMINDER_OF_SUGGESTIONS)).toHaveLength(1);
		expect((await list(place, { state: 'escalated' })).map(({ words }) => words)).toEqual(['Deux.']);
		const wish = { organisationId: place.organisationId, language: 'fr' as const };
		const entries = await listSuggestionEntries(app, as(place, 'coordinator'), wish);
		expect(entries.map(({ kind, href }) => ({ kind, href }))).toEqual([
			{ kind: 'due', href: `${path('fr')}?state=escalated` },
		]);
	});

	test('is told to the administrators where there is no coordinator', async () => {
		const organisationId = await anOrganisation(owner);
		await aColleague(owner, { organisationId, role: 'organisation_administrator', language: 'en' });
		const serviceId = await aService(organisationId);
		await sendSuggestion(app, { serviceId, form: aForm('Seul.'), language: 'fr', day: monday }, aPass());
		expect(isWorkingDay('2026-11-24')).toBe(true);
		await remindOfSuggestions(app, '2026-11-24');
		const told = (await readMails(ESCALATION_OF_SUGGESTIONS)).filter(({ data }) =>
			JSON.stringify(data).includes(organisationId),
		);
		expect(told.map(({ language }) => language)).toEqual(['en']);
	});
});

describe('what was written', () => {
	const past = (days: number) => addDays(today, -days);

	test('is erased a year after the answer, or two years after it came; what is younger stays', async () => {
		const place = await aPlace();
		const ages = [
			{ words: 'Répondue il y a longtemps.', received: 400, answered: 370, isKept: false },
			{ words: 'Répondue il y a peu.', received: 800, answered: 300, isKept: true },
			{ words: 'Jamais répondue.', received: 740, answered: undefined, isKept: false },
			{ words: 'Attend depuis un an.', received: 400, answered: undefined, isKept: true },
		];
		for (const { words, received, answered } of ages) {
			await send(place, words, { day: past(received) });
			if (answered === undefined) continue;
			const { id } = await find(place, words);
			await answer(place, id);
			await owner
				.updateTable('service_suggestion')
				.set({ answered_on: past(answered) })
				.where('id', '=', id)
				.execute();
		}
		await eraseSuggestions(app);
		const rows = await owner
			.selectFrom('service_suggestion')
			.select('words')
			.where('organisation_id', '=', place.organisationId)
			.execute();
		expect(rows).toHaveLength(ages.length);
		expect(rows.flatMap(({ words }) => words ?? []).toSorted()).toEqual(
			ages.flatMap(({ words, isKept }) => (isKept ? words : [])).toSorted(),
		);
	});

	test('keeps an address for 90 days at the longest', async () => {
		await send(here, 'Vieux.', { email: 'alt@leser.test', day: past(91) });
		await send(here, 'Moins vieux.', { email: 'neu@leser.test', day: past(90) });
		expect((await find(here, 'Vieux.')).wantsAnswer).toBe(false);
		expect((await find(here, 'Moins vieux.')).wantsAnswer).toBe(true);
		await eraseSuggestions(app);
		const rows = await owner.selectFrom('service_suggestion_address').select('email').execute();
		const left = rows.map(({ email }) => email);
		expect(left).not.toContain('alt@leser.test');
		expect(left).toContain('neu@leser.test');
	});

	test('leaves no proof behind once it has expired', async () => {
		const expired = randomBytes(32);
		await owner
			.insertInto('spent_proof')
			.values({ proof: expired, expires_at: new Date(Date.now() - 1000) })
			.execute();
		const before = await owner.selectFrom('spent_proof').select('proof').execute();
		await forgetProofs(app);
		const after = await owner.selectFrom('spent_proof').select('proof').execute();
		expect(after).toHaveLength(before.length - 1);
	});
});

test('a long list comes page by page, the oldest first', async () => {
	const place = await aPlace();
	for (let number = 1; number <= 27; number++) await send(place, `n° ${number}`, { day: addDays(today, -number) });
	const [first, second] = [await list(place), await list(place, { page: 2 })];
	expect([first.length, second.length]).toEqual([25, 2]);
	expect(first[0]?.words).toBe('n° 27');
	expect(second.map(({ words }) => words)).toEqual(['n° 2', 'n° 1']);
	expect(await list(place, { serviceId: here?.serviceId })).toEqual([]);
	expect(await countSuggestions(app, as(place, 'coordinator'), place)).toBe(27);
	expect(await countSuggestions(app, as(place, 'professional'), place)).toBe(0);
	expect(await countSuggestions(app, as(there, 'coordinator'), place)).toBe(0);
});
