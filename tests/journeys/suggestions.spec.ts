import { solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { sql } from 'kysely';
import { beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { languages } from '#house/language/language.ts';
import { anOrganisation } from '#house/testing/an-organisation.ts';
import { aColleague } from '#rooms/identity/colleague.builder.ts';
import type { Role } from '#rooms/identity/roles.ts';
import { texts } from '#messages';
import { expectAccessible } from './expect-accessible.ts';
import { aStaffVisitor, behindThePages } from './staff.ts';
import { aVisitor, arrives, withAndWithoutJavaScript, type Visitor } from './visitor.ts';

const t = texts('fr').directory;
let place: { organisationId: string; serviceId: string };
let elsewhere: { organisationId: string; serviceId: string };

beforeAll(async () => {
	place = await aPlace('Ville aux remarques');
	elsewhere = await aPlace('Autre ville');
});

async function aPlace(name: string) {
	const organisationId = await anOrganisation(behindThePages(), name);
	return { organisationId, serviceId: await aService(organisationId, 'published') };
}

function aService(organisationId: string, state: string): Promise<string> {
	return behindThePages()
		.transaction()
		.execute(async (tx) => {
			const { id } = await tx
				.insertInto('service')
				.values({ organisation_id: organisationId, origin_key: crypto.randomUUID() })
				.returning('id')
				.executeTakeFirstOrThrow();
			const key = { organisation_id: organisationId, service_id: id, published: false };
			await tx
				.insertInto('service_text')
				.values({ ...key, language: 'fr', name: 'Le Relais des remarques' })
				.execute();
			await tx.updateTable('service').set({ state }).where('id', '=', id).execute();
			return id;
		});
}

async function aPartner(role: Role, of = place): Promise<Visitor> {
	const { token } = await aColleague(behindThePages(), { organisationId: of.organisationId, role });
	return aVisitor({ session: token });
}

function readSuggestions() {
	return behindThePages()
		.selectFrom('service_suggestion')
		.selectAll()
		.where('service_id', '=', place.serviceId)
		.execute();
}

/** Sends the form; without JavaScript as often as it takes until the few seconds have passed. */
async function send({ page, javaScript }: Visitor): Promise<void> {
	const button = page.getByRole('button', { name: t.suggestion_send });
	if (!javaScript) {
		const word = await page.locator('label[for="word"]').textContent();
		await page.getByLabel(word ?? '').fill(/:\s(.+)$/.exec(word ?? '')?.[1]?.toUpperCase() ?? '');
	}
	await vi.waitFor(
		async () => {
			await button.click();
			await page.getByRole('heading', { level: 1, name: t.suggestion_sent_title }).waitFor({ timeout: 1500 });
		},
		{ timeout: 20_000, interval: 100 },
	);
}

describe.each(withAndWithoutJavaScript)('a reader, $how,', ({ javaScript }) => {
	test('says what is no longer right, and its organisation answers', async () => {
		await using visitor = await aVisitor({ javaScript });
		const { page } = visitor;
		await page.goto(`/fr/services/${place.serviceId}`);
		await page.getByRole('link', { name: t.suggestion_link }).click();
		await arrives(page, t.suggestion_title);
		const words = `Le numéro sonne dans le vide (${javaScript ? 'avec' : 'sans'}).`;
		await page.getByLabel(t.suggestion_kind_number).check();
		await page.getByLabel(t.suggestion_words, { exact: true }).fill(words);
		expect(await page.locator('#word').isVisible()).toBe(!javaScript);
		await send(visitor);
		await arrives(page, t.suggestion_sent_title);
		expect((await readSuggestions()).map((row) => row.words)).toContain(words);

		await using administrator = await aPartner('organisation_administrator');
		const staff = administrator.page;
		await staff.goto(`/fr/work?organisation=${place.organisationId}`);
		await staff.getByRole('link', { name: /^(Une|\d+) remarques? sur vos fiches/ }).click();
		const entry = staff.getByRole('listitem').filter({ hasText: words });
		await entry.getByText(t.suggestion_from_reader).waitFor();
		expect(await entry.getByRole('link', { name: 'Corriger : Comment vous joindre' }).getAttribute('href')).toBe(
			`/fr/work/${place.organisationId}/services/${place.serviceId}/section/reach`,
		);
		expect(await staff.locator('.rail__count').first().textContent()).toMatch(/^[1-9]/);
		await expectAccessible(staff);
		await entry.getByRole('button', { name: t.suggestion_answer_corrected }).click();
		await staff.getByText(t.suggestion_done).waitFor();
		expect(await staff.getByText(words).count()).toBe(0);
		await staff.getByRole('link', { name: t.suggestion_show_answered }).click();
		await staff.getByText(words).waitFor();
	});

	test('gets back everything that was typed, with what is to be put right', async () => {
		await using visitor = await aVisitor({ javaScript });
		const { page } = visitor;
		await page.goto(`/fr/services/${place.serviceId}/suggest`);
		await page.getByLabel(t.suggestion_kind_hours).check();
		await page.getByLabel(t.suggestion_words, { exact: true }).fill('x'.repeat(2001));
		await page.locator('#email').evaluate((field) => field.setAttribute('type', 'text'));
		await page.locator('#email').fill('nobody@');
		await page.getByRole('button', { name: t.suggestion_send }).click();
		const summary = page.getByRole('alert');
		await summary.getByText(t.suggestion_problem_words_long).waitFor();
		await summary.getByText(t.suggestion_problem_email).waitFor();
		expect(await page.getByLabel(t.suggestion_kind_hours).isChecked()).toBe(true);
		expect(await page.locator('#words').inputValue()).toHaveLength(2001);
		expect(await page.locator('#email').inputValue()).toBe('nobody@');
		await summary.getByRole('link', { name: t.suggestion_problem_words_long }).click();
		expect(await page.evaluate(() => document.activeElement?.id)).toBe('words');
	});
});

describe('the form', () => {
	test.each(languages)('is accessible in %s', async (language) => {
		await using visitor = await aVisitor({ bypassCSP: true });
		await visitor.page.goto(`/${language}/services/${place.serviceId}/suggest`);
		await expectAccessible(visitor.page);
	});

	test('is accessible when it comes back to be put right', async () => {
		await using visitor = await aVisitor({ bypassCSP: true });
		await visitor.page.goto(`/fr/services/${place.serviceId}/suggest`);
		await visitor.page.getByRole('button', { name: t.suggestion_send }).click();
		await visitor.page.getByRole('alert').waitFor();
		await expectAccessible(visitor.page);
	});

	test('ends on a page that is accessible too', async () => {
		await using visitor = await aVisitor({ bypassCSP: true });
		await visitor.page.goto(`/fr/services/${place.serviceId}/suggest/sent`);
		await expectAccessible(visitor.page);
	});

	test('sent a second time with the same proof is refused, and one opened for another service too', async () => {
		const { challenge } = await openForm(place.serviceId);
		const solution = await solve(challenge);
		const body = { kind: 'other', words: 'Une seule fois.', challenge, solution };
		expect(await post(place.serviceId, body)).toMatchObject({ status: 303 });
		const again = await post(place.serviceId, body);
		expect(again).toMatchObject({ status: 409, text: expect.stringContaining(t.suggestion_refused_spent) });
		expect(again.text).toContain('Une seule fois.');
		const foreign = await post(elsewhere.serviceId, { ...body, words: 'Ailleurs.' });
		expect(foreign).toMatchObject({ status: 409, text: expect.stringContaining(t.suggestion_refused_expired) });
		const { rows } = await sql<{ words: string }>`
			select words from service_suggestion where words in ('Une seule fois.', 'Ailleurs.')`.execute(behindThePages());
		expect(rows).toEqual([{ words: 'Une seule fois.' }]);
	});

	test.each([
		['no kind', { kind: '' }, t.suggestion_problem_kind],
		['a kind nobody knows', { kind: 'risk' }, t.suggestion_problem_kind],
		['no words', { words: ' \n ' }, t.suggestion_problem_words_missing],
		['a control character', { words: 'a\u0007b' }, t.suggestion_problem_words_unreadable],
		['too many words', { words: 'a'.repeat(2001) }, t.suggestion_problem_words_long],
		['half an address', { email: 'a@' }, t.suggestion_problem_email],
	])('with %s says what to do', async (_, wrong, message) => {
		const { challenge } = await openForm(place.serviceId);
		const body = { kind: 'other', words: 'Bien.', email: '', challenge, solution: await solve(challenge), ...wrong };
		const answer = await post(place.serviceId, body);
		expect(answer).toMatchObject({ status: 400, text: expect.stringContaining(message) });
	});

	test('is none for a service that is not public, nor for one that does not exist', async () => {
		for (const state of ['draft', 'archived']) {
			const id = await aService(place.organisationId, state);
			expect((await ask(`/fr/services/${id}/suggest`)).status).toBe(404);
			expect((await post(id, { kind: 'other', words: 'x' })).status).toBe(404);
		}
		expect((await ask('/fr/services/nobody/suggest')).status).toBe(404);
	});

	test('stays in no cache, sets no cookie, and has the policy of every page', async () => {
		const { headers } = await ask(`/fr/services/${place.serviceId}/suggest`);
		expect(headers.get('cache-control')).toBe('no-store');
		expect(headers.get('set-cookie')).toBeNull();
		const policy = headers.get('content-security-policy') ?? '';
		expect(policy).toContain("default-src 'none'");
		expect(policy).toContain("frame-ancestors 'none'");
		expect(policy).not.toMatch(/unsafe|wasm|\*|worker/);
	});
});

describe('partners', () => {
	test('use the same door from the page for professionals, signed by their organisation', async () => {
		await using partner = await aPartner('professional', elsewhere);
		const { page } = partner;
		await page.goto(`/fr/work/services/${place.serviceId}`);
		await page.getByRole('link', { name: t.suggestion_partner_link }).click();
		await page.getByRole('heading', { level: 1, name: t.suggestion_title }).waitFor();
		await expectAccessible(page);
		await page.getByRole('button', { name: t.suggestion_send }).click();
		await page.getByRole('alert').getByText(t.suggestion_problem_kind).waitFor();
		await page.getByLabel(t.suggestion_kind_address).check();
		await page.getByLabel(t.suggestion_words, { exact: true }).fill('Ils ont déménagé rue Neuve.');
		await page.getByRole('button', { name: t.suggestion_send }).click();
		await page.getByText(t.suggestion_partner_sent).waitFor();
		await using coordinator = await aPartner('coordinator');
		await coordinator.page.goto(`/fr/work/${place.organisationId}/services/${place.serviceId}`);
		const entry = coordinator.page.getByRole('listitem').filter({ hasText: 'Ils ont déménagé rue Neuve.' });
		await entry.getByText('Autre ville').waitFor();
		await expectAccessible(coordinator.page);
	});

	test('of another organisation find no page of these remarks', async () => {
		await using partner = await aPartner('organisation_administrator', elsewhere);
		const answer = await partner.page.request.get(`/fr/work/${place.organisationId}/suggestions`);
		expect(answer.status()).toBe(404);
		await partner.page.goto(`/fr/work/${elsewhere.organisationId}/suggestions?service=${place.serviceId}`);
		await partner.page.getByText(t.suggestion_list_empty_filtered).waitFor();
	});

	test('who try the demonstration are told that nothing real is answered', async () => {
		await using staff = await aStaffVisitor({ of: 'verviers', role: 'organisation_administrator' });
		await staff.page.goto(`/fr/work/${staff.colleague.organisationId}/suggestions`);
		await staff.page.getByText(t.suggestion_list_empty).waitFor();
	});
});

const address = inject('application');

async function ask(path: string) {
	const response = await fetch(address + path, { headers: { accept: 'text/html' }, redirect: 'manual' });
	return { status: response.status, headers: response.headers, text: await response.text() };
}

async function openForm(serviceId: string): Promise<{ challenge: string }> {
	const { text } = await ask(`/fr/services/${serviceId}/suggest`);
	const value = /name="challenge" value="([^"]+)"/.exec(text)?.[1] ?? '';
	return { challenge: value.replaceAll('&quot;', '"') };
}

async function post(serviceId: string, body: Record<string, string>) {
	const response = await fetch(`${address}/fr/services/${serviceId}/suggest`, {
		method: 'POST',
		headers: { accept: 'text/html', origin: address },
		body: new URLSearchParams(body),
		redirect: 'manual',
	});
	return { status: response.status, text: await response.text() };
}

async function solve(challenge: string): Promise<string> {
	return JSON.stringify(await solveChallenge({ challenge: JSON.parse(challenge), deriveKey }));
}
