import { PDFDocument } from '@cantoo/pdf-lib';
import { sql } from 'kysely';
import type { Page } from 'playwright-core';
import { describe, expect, inject, test } from 'vitest';
import { addDays, readClock } from '#house/language/dates.ts';
import { readDay, writeDay } from '#house/language/read-day.ts';
import { getReferenceOrganisation } from '#house/testing/an-organisation.ts';
import { aColleague } from '#rooms/identity/colleague.builder.ts';
import { anAccession, anEnterpriseNumber } from '#rooms/protocol/accession.builder.ts';
import { formatEnterpriseNumber } from '#rooms/protocol/enterprise-number.ts';
import { texts } from '#messages';
import { chooseFile, type FileToChoose } from './choose-file.ts';
import { expectAccessible } from './expect-accessible.ts';
import { aStaffVisitor, behindThePages } from './staff.ts';
import { aVisitor, withAndWithoutJavaScript } from './visitor.ts';

const { protocol: t } = texts('fr');
const today = readClock(new Date()).date;

async function aPdf(): Promise<FileToChoose> {
	const document = await PDFDocument.create();
	document.addPage().drawText('Le conseil décide de demander son adhésion.');
	return { name: 'décision.pdf', buffer: Buffer.from(await document.save()) };
}

/** What stands in the last mail of this kind to this address; mail is kept in the demonstration. */
async function readMail(to: string, kind: string): Promise<{ path: string }> {
	return behindThePages()
		.transaction()
		.execute(async (tx) => {
			await sql`set local role none`.execute(tx);
			const { data } = await tx
				.selectFrom('outbox_mail')
				.select('data')
				.where('recipient', '=', to)
				.where('kind', '=', kind)
				.orderBy('created_at', 'desc')
				.executeTakeFirstOrThrow();
			return { path: String(Object(data).path) };
		});
}

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const title = (page: Page, name: string) => page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
const notice = (page: Page, text: string) => page.getByRole('status').filter({ hasText: text }).waitFor();

async function tellAbout(
	page: Page,
	{ name, email, number }: { name: string; email: string; number: string },
): Promise<void> {
	await page.getByLabel(t.join_name_fr, { exact: true }).fill(name);
	await page.getByLabel(t.join_number, { exact: true }).fill(number);
	await page.getByLabel(t.join_kind_municipality, { exact: true }).check();
	await page.getByLabel(t.join_function, { exact: true }).fill('Direction générale');
	await page.getByLabel(t.join_email, { exact: true }).fill(email);
}

async function upload(page: Page, file: FileToChoose): Promise<void> {
	await chooseFile(page, 'document', file);
	await press(page, t.join_document_send);
}

describe.each(withAndWithoutJavaScript)('$how', ({ how, javaScript }) => {
	test('a commune applies, the partners give their opinion, the committee decides, it signs, and its workspace opens', async () => {
		const name = `Commune de Sansnom ${how}`;
		const commune = { name, email: `commune-${javaScript}@sansnom.example`, number: anEnterpriseNumber() };
		const id = await apply(commune, javaScript);
		await giveOpinions(id, javaScript);
		await decide(id, javaScript);
		await using guest = await aVisitor({ javaScript });
		await guest.page.goto((await readMail(commune.email, 'identity.invitation')).path);
		await guest.page.getByText(name).first().waitFor();
		await guest.page.goto((await readMail(commune.email, 'protocol.accession_effective')).path);
		await guest.page.getByText(t.accession_state_effective, { exact: true }).waitFor();
		await guest.page.goto('/fr/protocol');
		expect(await guest.page.getByRole('main').textContent()).toContain(name);
	});
});

/** From the first page to the confirmed address; returns the id of the file. */
async function apply(commune: { name: string; email: string; number: string }, javaScript: boolean): Promise<string> {
	await using visitor = await aVisitor({ javaScript });
	const { page } = visitor;
	await page.goto('/fr/join');
	await page.getByRole('link', { name: t.join_start }).click();
	await title(page, t.join_step_about);
	await tellAbout(page, { ...commune, number: `BE ${formatEnterpriseNumber(commune.number)}` });
	await press(page, t.join_save);
	await title(page, t.join_tasks_title);
	await notice(page, commune.email);
	// The mail leads back to the same draft.
	await page.goto((await readMail(commune.email, 'protocol.accession_begun')).path);
	await page.getByRole('link', { name: t.join_step_territory }).click();
	await page.getByLabel(t.join_places, { exact: true }).fill(`${javaScript ? '4845' : '4990'}\nXyzzy`);
	await press(page, t.join_places_add);
	await page.getByRole('alert').waitFor();
	expect(await page.getByLabel(t.join_places, { exact: true }).inputValue()).toBe('Xyzzy');
	expect(await page.getByRole('main').textContent()).toContain(javaScript ? 'Jalhay' : 'Lierneux');
	await page.getByRole('link', { name: t.join_continue }).click();
	await page.getByRole('link', { name: t.join_step_competences }).click();
	await page.getByLabel(t.join_competences, { exact: true }).fill('Prévention et cohésion sociale.');
	await press(page, t.join_save);
	// What was typed is given back with what is missing.
	expect(await page.getByRole('alert').textContent()).toContain(t.join_issue_domains_empty);
	expect(await page.getByLabel(t.join_competences, { exact: true }).inputValue()).toBe(
		'Prévention et cohésion sociale.',
	);
	await page.getByLabel(t.join_domain_expertise).check();
	await press(page, t.join_save);
	await page.getByRole('link', { name: t.join_step_approval }).click();
	await page.getByLabel(t.join_approved_by, { exact: true }).fill('Conseil communal');
	await page.getByLabel(t.join_approved_on, { exact: true }).fill(writeDay(addDays(today, -20)));
	await press(page, t.join_save);
	await page.getByRole('link', { name: t.join_step_document }).click();
	await upload(page, await aPdf());
	await page.getByRole('link', { name: t.join_go_check }).click();
	await title(page, t.join_check_title);
	expect(await page.getByRole('main').textContent()).toContain(formatEnterpriseNumber(commune.number));
	await press(page, t.join_send);
	await notice(page, t.join_done_to_confirm);
	await page.goto((await readMail(commune.email, 'protocol.accession_confirm')).path);
	await press(page, t.join_confirm);
	await notice(page, t.join_done_submitted);
	await page.goto((await readMail(commune.email, 'protocol.accession_received')).path);
	await title(page, commune.name);
	return new URL(page.url()).searchParams.get('f')?.slice(0, 36) ?? '';
}

async function giveOpinions(id: string, javaScript: boolean): Promise<void> {
	await using secretary = await aStaffVisitor({ of: 'fwb', role: 'secretariat' }, { javaScript });
	await secretary.page.goto(`/fr/work/accessions/${id}`);
	await secretary.page.getByLabel(t.accession_working_days, { exact: true }).fill('10');
	await press(secretary.page, t.accession_do_start_review);
	await notice(secretary.page, t.accession_done_moved);
	const partners = [
		{ of: 'verviers', role: 'organisation_administrator', opinion: t.accession_opinion_favourable },
		{ of: 'liege', role: 'committee_member', opinion: t.accession_opinion_reserved },
	] as const;
	for (const { of, role, opinion } of partners) {
		await using partner = await aStaffVisitor({ of, role }, { javaScript });
		await partner.page.goto('/fr/work/accessions');
		await partner.page.locator(`a[href$="${id}"]`).click();
		await partner.page.getByLabel(opinion, { exact: true }).check();
		await press(partner.page, t.accession_opinion_give);
		if (opinion === t.accession_opinion_reserved) {
			expect(await partner.page.getByRole('alert').textContent()).toContain(t.join_issue_reasons_empty);
			await partner.page.getByLabel(t.accession_opinion_reasons).fill('À préciser : la coordination locale.');
			await press(partner.page, t.accession_opinion_give);
		}
		await notice(partner.page, t.accession_done_opinion);
	}
	await secretary.page.reload();
	const seen = await secretary.page.getByRole('main').textContent();
	// As many are asked as are parties by now.
	expect(seen).toMatch(new RegExp(t.accession_opinions_count({ given: 2, asked: 0 }).replace('0', '\\d+')));
	expect(seen).toContain('À préciser : la coordination locale.');
}

async function decide(id: string, javaScript: boolean): Promise<void> {
	// The delay runs out.
	await behindThePages()
		.updateTable('accession')
		.set({ review_began_on: addDays(today, -20), opinions_due_on: addDays(today, -2) })
		.where('id', '=', id)
		.execute();
	await using secretary = await aStaffVisitor({ of: 'fwb', role: 'secretariat' }, { javaScript });
	const { page } = secretary;
	await page.goto(`/fr/work/accessions/${id}`);
	await page.getByLabel(t.accession_meeting, { exact: true }).fill(writeDay(today));
	await press(page, t.accession_do_put_on_agenda);
	await page.getByLabel(t.accession_choose_admit, { exact: true }).check();
	await page.getByLabel(t.accession_decided_on, { exact: true }).fill(writeDay(today));
	await page.getByLabel(t.accession_minutes, { exact: true }).fill('CS 2026/02, point 4');
	await press(page, t.accession_do_decide);
	await page.getByText(t.accession_state_admitted, { exact: true }).waitFor();
	await page.getByRole('link', { name: t.join_document_send }).click();
	await upload(page, await aPdf());
	await notice(page, t.accession_done_document);
	await page.getByLabel(t.accession_signed_on, { exact: true }).fill(writeDay(addDays(today, -1)));
	await press(page, t.accession_do_sign);
	expect(await page.getByRole('alert').textContent()).toContain(t.accession_refused_before_decision);
	await page.getByLabel(t.accession_signed_on, { exact: true }).fill(writeDay(today));
	await press(page, t.accession_do_sign);
	await page.getByLabel(t.accession_effective_on, { exact: true }).fill(writeDay(addDays(today, -1)));
	await press(page, t.accession_do_plan_effect);
	expect(await page.getByRole('alert').textContent()).toContain(t.accession_refused_before_signature);
	expect(readDay(await page.getByLabel(t.accession_effective_on, { exact: true }).inputValue())).toBe(
		addDays(today, -1),
	);
	await page.getByLabel(t.accession_effective_on, { exact: true }).fill(writeDay(today));
	await press(page, t.accession_do_plan_effect);
	await page.getByText(t.accession_state_effective, { exact: true }).waitFor();
}

describe('what is put right', () => {
	test('wrong check digits, with everything typed given back', async () => {
		await using visitor = await aVisitor({ javaScript: false });
		const { page } = visitor;
		await page.goto('/fr/join/about');
		await tellAbout(page, { name: 'Commune de Sansnom', email: 'x@sansnom.example', number: '0203.201.341' });
		await press(page, t.join_save);
		expect(await page.getByRole('alert').textContent()).toContain(t.join_issue_number_check_digits);
		expect(await page.getByLabel(t.join_number, { exact: true }).inputValue()).toBe('0203.201.341');
		expect(await page.getByLabel(t.join_name_fr, { exact: true }).inputValue()).toBe('Commune de Sansnom');
		expect(await page.getByLabel(t.join_kind_municipality, { exact: true }).isChecked()).toBe(true);
		await page.getByRole('alert').getByRole('link').click();
		expect(new URL(page.url()).hash).toBe('#enterpriseNumber');
	});

	test.each([
		['a file that is no PDF', { name: 'photo.pdf', buffer: Buffer.from('GIF89a') }, t.join_pdf_not_pdf],
		[
			'a PDF of 30 MB',
			{ name: 'grand.pdf', buffer: Buffer.alloc(30 * 1024 * 1024, '%PDF-1.7 ') },
			t.join_pdf_too_large,
		],
	])('%s is refused in words, and nothing of the draft is lost', async (_, file, message) => {
		const link = await anAccession(behindThePages(), 'draft');
		await using visitor = await aVisitor({ javaScript: false });
		const { page } = visitor;
		await page.goto(`/fr/join/document?f=${link.id}.${link.secret}`);
		await upload(page, file);
		await page.getByRole('alert').waitFor();
		expect(await page.getByRole('alert').textContent()).toContain(message);
		await page.goto(`/fr/join/check?f=${link.id}.${link.secret}`);
		expect(await page.getByRole('main').textContent()).toContain('Prévention et cohésion sociale');
	});

	test.each([
		['wrong', (link: { id: string }) => `${link.id}.${'a'.repeat(43)}`],
		['cut', (link: { id: string }) => link.id],
		['missing', () => ''],
	])('a link that is %s leads to where a new one can be had', async (_, write) => {
		const link = await anAccession(behindThePages(), 'submitted');
		await using visitor = await aVisitor({ javaScript: false });
		await visitor.page.goto(`/fr/join/file?f=${write(link)}`);
		await title(visitor.page, t.join_link_unknown_title);
		await visitor.page.getByLabel(t.join_email, { exact: true }).fill(link.email);
		await visitor.page.getByLabel(t.join_number, { exact: true }).fill(link.number);
		await press(visitor.page, t.join_link_send);
		await notice(visitor.page, t.join_link_sent);
		await visitor.page.goto((await readMail(link.email, 'protocol.accession_begun')).path);
		await title(visitor.page, 'Commune de Sansnom');
	});

	test('a body that is no form is no failure of ours', async () => {
		const address = inject('application');
		const headers = { origin: address, 'content-type': 'multipart/form-data; boundary=x', accept: 'text/html' };
		for (const path of ['/fr/join/about', '/fr/join/link', '/fr/join/document?f=x', '/fr/join/territory?/places']) {
			expect((await fetch(address + path, { method: 'POST', headers, body: 'nothing' })).status).toBe(400);
		}
	});

	test('an old link opens nothing any more', async () => {
		const link = await anAccession(behindThePages(), 'submitted');
		await behindThePages()
			.updateTable('accession_link')
			.set({ made_at: '2025-01-01T00:00:00Z', expires_at: '2025-07-01T00:00:00Z' })
			.where('accession_id', '=', link.id)
			.execute();
		await using visitor = await aVisitor({ javaScript: false });
		await visitor.page.goto(`/nl/join/file?f=${link.id}.${link.secret}`);
		await title(visitor.page, texts('nl').protocol.join_link_unknown_title);
	});
});

test('two secretaries decide at once: the second learns what happened, and keeps what they wrote', async () => {
	const { id } = await anAccession(behindThePages(), 'on_agenda');
	await using first = await aStaffVisitor({ of: 'fwb', role: 'secretariat' }, { javaScript: false });
	await using second = await aStaffVisitor({ of: 'fwb', role: 'secretariat' }, { javaScript: false });
	for (const [{ page }, decision] of [
		[first, t.accession_choose_admit],
		[second, t.accession_choose_decline],
	] as const) {
		await page.goto(`/fr/work/accessions/${id}`);
		await page.getByLabel(decision, { exact: true }).check();
		await page.getByLabel(t.accession_decided_on, { exact: true }).fill(writeDay(today));
		await page.getByLabel(t.accession_minutes, { exact: true }).fill('CS 2026/02, point 4');
		await page.getByLabel(t.accession_reason, { exact: true }).fill('Un texte que personne ne veut réécrire.');
	}
	await press(first.page, t.accession_do_decide);
	await notice(first.page, t.accession_done_moved);
	await press(second.page, t.accession_do_decide);
	expect(await second.page.getByRole('alert').textContent()).toContain(t.accession_refused_moved_on);
	const said = await second.page.locator('#moved-on').textContent();
	expect(said).toContain(t.accession_made_admit);
	expect(said).toContain('Un texte que personne ne veut réécrire.');
});

test('whoever applies withdraws, and sees it', async () => {
	const link = await anAccession(behindThePages(), 'under_review');
	await using visitor = await aVisitor({ javaScript: false });
	const { page } = visitor;
	await page.goto(`/fr/join/file?f=${link.id}.${link.secret}`);
	await page.getByText(t.join_withdraw_heading, { exact: true }).click();
	await press(page, t.join_withdraw);
	await notice(page, t.join_done_withdrawn);
	await page.getByText(t.accession_state_withdrawn, { exact: true }).waitFor();
});

test('the secretariat asks for more, and whoever applies completes and sends again', async () => {
	const link = await anAccession(behindThePages(), 'submitted');
	await using secretary = await aStaffVisitor({ of: 'fwb', role: 'secretariat' }, { javaScript: false });
	await secretary.page.goto(`/fr/work/accessions/${link.id}`);
	await secretary.page.getByLabel(t.accession_question, { exact: true }).fill('Quelle coordination locale ?');
	await press(secretary.page, t.accession_do_ask_back);
	await using visitor = await aVisitor({ javaScript: false });
	await visitor.page.goto(`/fr/join/tasks?f=${link.id}.${link.secret}`);
	expect(await visitor.page.getByRole('main').textContent()).toContain('Quelle coordination locale ?');
	await visitor.page.getByRole('link', { name: t.join_go_check }).click();
	await press(visitor.page, t.join_send);
	await notice(visitor.page, t.join_done_submitted);
});

test('nothing of a file is found without its link or its role, nor kept by a browser', async () => {
	const link = await anAccession(behindThePages(), 'under_review');
	const own = await fetch(`${inject('application')}/fr/join/file?f=${link.id}.${link.secret}`);
	expect(own.headers.get('cache-control')).toBe('no-store');
	const organisationId = await getReferenceOrganisation(behindThePages(), 'namur');
	for (const role of ['professional', 'organisation_administrator'] as const) {
		const { token } = await aColleague(behindThePages(), { organisationId, role, imaginary: true });
		const headers = { cookie: `maillage=${token}` };
		const response = await fetch(`${inject('application')}/fr/work/accessions/${link.id}`, { headers });
		expect(response.status).toBe(404);
	}
});

const pages = [
	['/join', 'fr'],
	['/join', 'de'],
	['/join/about', 'nl'],
	['/join/link?why=unknown', 'en'],
] as const;
const ofDraft = ['tasks', 'about', 'territory', 'competences', 'approval', 'document', 'check', 'file'];

test.each([
	...pages.map(([path, language]) => ({ what: `${path} in ${language}`, path: `/${language}${path}`, of: undefined })),
	...ofDraft.map((step) => ({ what: `the page ${step} of a draft`, path: `/fr/join/${step}`, of: 'draft' as const })),
	{ what: 'the page of a file', path: '/nl/join/file', of: 'under_review' as const },
])('$what can be used by everyone, at 360 pixels', async ({ path, of }) => {
	const link = of === undefined ? undefined : await anAccession(behindThePages(), of);
	await using visitor = await aVisitor({ bypassCSP: true });
	await visitor.page.goto(link === undefined ? path : `${path}?f=${link.id}.${link.secret}`);
	await expectAccessible(visitor.page);
});

test.each(['submitted', 'under_review', 'on_agenda', 'admitted', 'signed'] as const)(
	'the page of the secretariat for a file that is %s can be used by everyone, at 360 pixels',
	async (state) => {
		const { id } = await anAccession(behindThePages(), state);
		await using visitor = await aStaffVisitor({ of: 'fwb', role: 'secretariat' }, { bypassCSP: true });
		await visitor.page.goto(`/fr/work/accessions/${id}`);
		await expectAccessible(visitor.page);
		await visitor.page.goto('/fr/work/accessions');
		await expectAccessible(visitor.page);
	},
);
