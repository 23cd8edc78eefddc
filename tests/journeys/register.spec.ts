import { PDFDocument } from '@cantoo/pdf-lib';
import type { Page } from 'playwright-core';
import { describe, expect, inject, test } from 'vitest';
import { texts } from '#messages';
import { chooseFile } from './choose-file.ts';
import { expectAccessible } from './expect-accessible.ts';
import { aStaffVisitor, behindThePages } from './staff.ts';
import { arrives, aVisitor, withAndWithoutJavaScript } from './visitor.ts';

const fr = texts('fr').protocol;
const nl = texts('nl').protocol;

async function aPdf(title: string): Promise<Buffer> {
	const document = await PDFDocument.create();
	document.setAuthor('Auteur caché');
	document.addPage().drawText(title);
	return Buffer.from(await document.save());
}

async function send(page: Page, name: string, buffer: Buffer): Promise<void> {
	await chooseFile(page, 'document', { name, buffer });
	await page.getByRole('button', { name: fr.upload_submit }).click();
}

describe.each(withAndWithoutJavaScript)('whoever wonders what the protocol is, $how', ({ javaScript }) => {
	test('reads who is a party, asks about another day, and follows one of them', async () => {
		await using visitor = await aVisitor({ javaScript });
		const { page } = visitor;
		await page.goto('/fr/network');
		await page.getByRole('link', { name: fr.network_register_link }).click();
		await arrives(page, fr.register_title);
		await page.getByLabel(fr.register_on_label).fill('01/06/2021');
		await page.getByRole('button', { name: fr.register_on_submit }).click();
		await page
			.getByRole('status')
			.getByText(fr.register_count({ count: 9, date: '1\u00a0juin\u00a02021' }))
			.waitFor();
		expect(await page.getByRole('table').getByRole('rowheader').count()).toBe(9);
		await page.getByRole('link', { name: 'Ville de Verviers' }).click();
		await arrives(page, 'Ville de Verviers');
		await page.getByText(fr.party_standing({ date: '1\u00a0juin\u00a02021', state: fr.state_party })).waitFor();
		await page.getByText(fr.act_kind_signed).waitFor();
	});

	test('is told so when the day makes no sense, and finds nobody before the signature', async () => {
		await using visitor = await aVisitor({ javaScript, locale: 'nl-BE' });
		const { page } = visitor;
		await page.goto('/nl/protocol?on=2018-03-01');
		await page
			.getByText(nl.register_count({ count: 0, date: '1\u00a0maart\u00a02018' }))
			.first()
			.waitFor();
		await page.getByLabel(nl.register_on_label).fill('31/02/2021');
		await page.getByRole('button', { name: nl.register_on_submit }).click();
		await page.getByText(nl.register_on_refused).waitFor();
		expect(await page.getByLabel(nl.register_on_label).inputValue()).toBe('31/02/2021');
	});

	test('sees the territory on a map, and the same in words', async () => {
		await using visitor = await aVisitor({ javaScript });
		const { page } = visitor;
		await page.goto('/fr/protocol');
		const map = page.getByRole('img', { name: fr.map_title });
		await map.waitFor();
		expect(await map.locator('path.layer').count()).toBeGreaterThanOrEqual(3);
		expect((await map.evaluate((svg) => svg.outerHTML)).length).toBeLessThan(60_000);
		const words = page.locator('h3', { hasText: fr.map_words_heading }).locator('xpath=following-sibling::ul[1]');
		expect(await words.textContent()).toContain('Molenbeek-Saint-Jean');
	});
});

test('the register can be taken away as data, on any day', async () => {
	await using visitor = await aVisitor();
	const { request } = visitor.page;
	const csv = await request.get('/protocol/parties.csv?on=01/06/2021');
	expect(csv.headers()['content-type']).toContain('text/csv');
	expect((await csv.text()).trim().split('\r\n')).toHaveLength(10);
	const json: unknown = await (await request.get('/protocol/parties.json?on=2018-03-01')).json();
	expect(json).toMatchObject({ on: '2018-03-01', parties: [] });
	expect((await request.get('/protocol/parties.json?on=hier')).status()).toBe(400);
});

describe('the secretariat', () => {
	test('records an act with its document; a file that is refused loses nothing', async () => {
		await using staff = await aStaffVisitor({ of: 'fwb', role: 'secretariat' }, { bypassCSP: true });
		const { page } = staff;
		await page.goto('/fr/work/register');
		await page.getByRole('link', { name: 'Ville de Namur' }).click();
		await page.getByRole('link', { name: fr.keep_act_with }).click();
		await send(page, 'lettre.pdf', Buffer.from('Bonjour'));
		await page.getByRole('alert').getByText(fr.upload_not_pdf).waitFor();
		await send(page, 'énorme.pdf', Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(30 * 1024 * 1024, 0x20)]));
		await page.getByRole('alert').getByText(fr.upload_too_large).waitFor();
		await send(page, 'Conseil du 26 mars.pdf', await aPdf('Approbation'));
		await page.getByRole('heading', { level: 1, name: fr.act_title }).waitFor();
		await page.getByText('Conseil du 26 mars.pdf').waitFor();
		await page.getByLabel(fr.act_kind_approved_by_competent_body).check();
		await page.getByLabel(fr.act_on_label).fill('26/13/2018');
		await page.getByLabel(fr.act_note_label).fill('Conseil communal, point 12');
		await page.getByRole('button', { name: fr.act_submit }).click();
		await page.getByRole('alert').getByText(fr.issue_day_unclear).waitFor();
		await expectAccessible(page);
		expect(await page.getByLabel(fr.act_note_label).inputValue()).toBe('Conseil communal, point 12');
		expect(await page.getByLabel(fr.act_kind_approved_by_competent_body).isChecked()).toBe(true);
		await page.getByLabel(fr.act_on_label).fill('26/03/2018');
		await page.getByRole('button', { name: fr.act_submit }).click();
		await page.getByRole('status').getByText(fr.done_recorded).waitFor();
		await expectAccessible(page);

		await using visitor = await aVisitor();
		await visitor.page.goto('/fr/protocol/parties/namur');
		await visitor.page.getByText('Conseil communal, point 12').waitFor();
		const link = visitor.page.getByRole('link', { name: 'Conseil du 26 mars.pdf' });
		const answer = await visitor.page.request.get((await link.getAttribute('href')) ?? '');
		expect(answer.headers()).toMatchObject({
			'content-type': 'application/pdf',
			'content-disposition': "attachment; filename*=UTF-8''Conseil%20du%2026%20mars.pdf",
			'content-security-policy': "default-src 'none'; sandbox",
		});
		const kept = await PDFDocument.load(await answer.body(), { updateMetadata: false });
		expect([kept.getPageCount(), kept.getAuthor()]).toEqual([1, undefined]);
	}, 180_000);

	test('corrects an act, without JavaScript, and is told when someone else was faster', async () => {
		await using staff = await aStaffVisitor({ of: 'fwb', role: 'secretariat' }, { javaScript: false });
		const { page } = staff;
		await page.goto('/fr/work/register/charleroi');
		await page.getByRole('link', { name: new RegExp(`${fr.keep_correct}.*${fr.act_kind_effective}`) }).click();
		const address = page.url();
		const other = await page.context().newPage();
		await other.goto(address);
		for (const each of [page, other]) {
			await each.getByLabel(fr.act_on_label).fill('01/04/2018');
			await each.getByRole('button', { name: fr.act_submit }).click();
		}
		await page.getByRole('status').getByText(fr.done_recorded).waitFor();
		await other.getByRole('alert').getByText(fr.refused_stale).waitFor();
		expect(await other.getByLabel(fr.act_on_label).inputValue()).toBe('01/04/2018');
		await page.goto('/fr/protocol/parties/charleroi');
		await page.getByText(fr.party_corrections({ count: 1 })).waitFor();
		await page.getByText('1\u00a0avril\u00a02018').waitFor();
	});

	test('adds a version of the protocol, and its text', async () => {
		await using staff = await aStaffVisitor({ of: 'fwb', role: 'secretariat' }, { bypassCSP: true });
		const { page } = staff;
		await page.goto('/fr/work/register/texts');
		await page.getByRole('link', { name: fr.texts_add_text, exact: true }).click();
		await page.getByRole('button', { name: fr.text_submit }).click();
		await page.getByRole('alert').getByText(fr.issue_language_missing).waitFor();
		await page.getByLabel('Nederlands').check();
		await page.getByLabel(fr.text_title_label).fill('Titel van een proef');
		await page.getByLabel(fr.text_body_label).fill('Eerste alinea.\n\nTweede alinea.');
		await page.getByRole('button', { name: fr.text_submit }).click();
		await page.getByRole('status').getByText(fr.done_text).waitFor();
		await expectAccessible(page);
		await page.goto('/nl/protocol/versions/1');
		await page.getByRole('heading', { level: 1, name: 'Titel van een proef' }).waitFor();
		await page.getByText('Tweede alinea.').waitFor();
	});
});

test('a party takes part in two domains, leaves one, and remains a party', async () => {
	await using staff = await aStaffVisitor({ of: 'liege', role: 'organisation_administrator' }, { javaScript: false });
	const { page, colleague } = staff;
	const address = `/fr/work/${colleague.organisationId}/participation`;
	for (const domain of [fr.domain_expertise, fr.domain_communication]) {
		await page.goto(address);
		await page.getByRole('button', { name: fr.part_begin_submit }).click();
		await page.getByRole('alert').getByText(fr.issue_decided_by_missing).waitFor();
		await page.getByLabel(domain).check();
		await page.getByLabel(fr.part_from_label).fill('01/01/2021');
		await page.getByLabel(fr.part_decided_label).fill('Collège communal du 15/12/2020');
		await page.getByRole('button', { name: fr.part_begin_submit }).click();
		await page.getByRole('status').getByText(fr.done_begun).waitFor();
	}
	await page.getByRole('link', { name: `${fr.part_leave} (${fr.domain_short_expertise})` }).click();
	await page.getByLabel(fr.part_until_label).fill('31/12/2020');
	await page.getByLabel(fr.part_decided_label).fill('Collège communal du 01/12/2022');
	await page.getByRole('button', { name: fr.part_end_submit }).click();
	await page.getByRole('alert').getByText(fr.refused_before_start).waitFor();
	expect(await page.getByLabel(fr.part_decided_label).inputValue()).toBe('Collège communal du 01/12/2022');
	await page.getByLabel(fr.part_until_label).fill('31/12/2022');
	await page.getByRole('button', { name: fr.part_end_submit }).click();
	await page.getByRole('status').getByText(fr.done_ended).waitFor();

	await using visitor = await aVisitor();
	await visitor.page.goto('/fr/protocol?on=2023-01-01');
	const row = visitor.page.getByRole('row').filter({ hasText: 'Ville de Liège' });
	expect(await row.textContent()).toContain(fr.domain_short_communication);
	expect(await row.textContent()).not.toContain(fr.domain_short_expertise);
	await visitor.page.goto('/fr/protocol?on=2022-12-31');
	expect(await visitor.page.getByRole('row').filter({ hasText: 'Ville de Liège' }).textContent()).toContain(
		fr.domain_short_expertise,
	);
});

test('the pages of a party and of the secretariat can be used by everyone', async () => {
	await using administrator = await aStaffVisitor(
		{ of: 'rbc', role: 'organisation_administrator' },
		{ bypassCSP: true },
	);
	await administrator.page.goto(`/de/work/${administrator.colleague.organisationId}/participation`);
	await expectAccessible(administrator.page);
	await using secretary = await aStaffVisitor({ of: 'fwb', role: 'secretariat' }, { bypassCSP: true });
	for (const path of ['', '/rbc', '/rbc/document', '/texts', '/texts/version', '/texts/1']) {
		await secretary.page.goto(`/nl/work/register${path}`);
		await expectAccessible(secretary.page);
	}
});

test('to nobody else do these pages exist', async () => {
	await using professional = await aStaffVisitor({ of: 'liege', role: 'professional' });
	await using stranger = await aStaffVisitor({ of: 'namur', role: 'organisation_administrator' });
	const { organisationId } = professional.colleague;
	const own = `/fr/work/${organisationId}/participation`;
	const kept = [
		'',
		'/liege',
		'/liege/act',
		'/liege/document',
		'/texts',
		'/texts/version',
		'/texts/1',
		'/texts/1/document',
	];
	for (const { page } of [professional, stranger]) {
		for (const path of [own, ...kept.map((each) => `/fr/work/register${each}`)]) {
			expect((await page.request.get(path)).status(), path).toBe(404);
		}
		const headers = { origin: new URL(inject('application')).origin };
		const form = { kind: 'withdrawn', on: '01/01/2024', seen: '2' };
		expect((await page.request.post('/fr/work/register/liege/act', { headers, form })).status()).toBe(404);
		const wish = { domain: 'expertise', day: '01/01/2024', decidedBy: 'x' };
		expect((await page.request.post(`${own}?/begin`, { headers, form: wish })).status()).toBe(404);
		const flood = await page.request.post(`${own}?/begin`, { headers, form: { decidedBy: 'x'.repeat(600_000) } });
		expect(flood.status()).toBe(413);
	}
	const rows = await behindThePages()
		.selectFrom('party_act')
		.select('id')
		.where('organisation_id', '=', organisationId)
		.where('kind', '=', 'withdrawn')
		.execute();
	expect(rows).toEqual([]);
});
