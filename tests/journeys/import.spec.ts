import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { anOrganisation } from '#house/testing/an-organisation.ts';
import { aColleague } from '#rooms/identity/colleague.builder.ts';
import type { Role } from '#rooms/identity/roles.ts';
import { ownTerms } from '#rooms/directory/hsds.builder.ts';
import { texts } from '#messages';
import { expectAccessible } from './expect-accessible.ts';
import { behindThePages } from './staff.ts';
import { aVisitor, withAndWithoutJavaScript, type Visitor } from './visitor.ts';

const { interchange: t } = texts('fr');
let essai: string;

beforeAll(async () => {
	essai = await anOrganisation(behindThePages(), 'Ville d’essai aux listes');
});

async function aPartner(role: Role, wishes: Parameters<typeof aVisitor>[0] = {}): Promise<Visitor> {
	const { token } = await aColleague(behindThePages(), { organisationId: essai, role });
	return aVisitor({ ...wishes, session: token });
}

/** A service as a partner's own software writes it. */
function aService(fields: object) {
	return {
		id: randomUUID(),
		name: 'Point d’écoute',
		description: 'Nous écoutons, sans juger.',
		status: 'active',
		interpretation_services: 'En langue des signes',
		email: 'accueil@point.example',
		phones: [{ id: randomUUID(), number: '+3287123456', extension: 12 }],
		service_areas: [{ id: randomUUID(), name: 'Verviers', extent_type: 'text' }],
		organization: { id: randomUUID(), name: 'Les Écouteurs', description: 'Une association.' },
		attributes: ownTerms.map(({ id, name, description }) => ({
			id: randomUUID(),
			taxonomy_term: { id, name, description },
		})),
		...fields,
	};
}

async function send(page: Page, source: string, file: { name: string; text: string }): Promise<void> {
	await page.goto(`/fr/work/${essai}/imports`);
	await page.getByRole('link', { name: t.import_new_file }).click();
	await page.getByLabel(t.import_field_source, { exact: true }).fill(source);
	const buffer = Buffer.from(file.text);
	await page.getByLabel(t.import_field_file).setInputFiles({ name: file.name, mimeType: 'application/json', buffer });
	await page.getByRole('button', { name: t.import_send_file }).click();
}

/** The page asks again by itself, with or without JavaScript. */
const waitFor = (page: Page, words: string) =>
	page.getByText(words, { exact: true }).first().waitFor({ timeout: 30_000 });

describe.each(withAndWithoutJavaScript)('$how', ({ javaScript }) => {
	test('a file with an error is corrected, taken in, published by a second person, and read by the public', async () => {
		const [good, broken] = [aService({ name: `Point ${javaScript}` }), aService({ name: undefined })];
		const source = `Liste ${javaScript ? 'avec' : 'sans'}`;
		const name = source.toLowerCase().replace(' ', '-');
		await using alix = await aPartner('organisation_administrator', { javaScript });
		const { page } = alix;
		const lines = [good, broken].map((service) => JSON.stringify(service)).join('\n');
		await send(page, source, { name: 'liste.ndjson', text: lines });
		await waitFor(page, t.import_state_failed);
		await page.getByText(/^liste\.ndjson, ligne 2/).waitFor();
		if (javaScript) await expectAccessible(page);

		await send(page, source, { name: 'liste.ndjson', text: JSON.stringify(good) });
		await waitFor(page, t.import_state_checked);
		if (javaScript) await expectAccessible(page);
		await page.getByRole('button', { name: t.import_act_take }).click();
		await waitFor(page, t.import_state_taken);
		expect(await page.getByRole('button', { name: t.import_act_publish }).count()).toBe(0);

		await using bo = await aPartner('coordinator', { javaScript });
		await bo.page.goto(`/fr/work/${essai}/imports`);
		await bo.page.getByRole('link', { name }).first().click();
		await bo.page.getByRole('button', { name: t.import_act_publish }).click();
		await waitFor(bo.page, t.import_state_published);

		await using visitor = await aVisitor({ javaScript });
		await visitor.page.goto(`/fr/services/${good.id}`);
		await visitor.page.getByRole('heading', { level: 1, name: `Point ${javaScript}` }).waitFor();
		await visitor.page
			.getByText(/Les Écouteurs/)
			.first()
			.waitFor();
		const response = await fetch(`${inject('application')}/api/hsds/v3/services/${good.id}`);
		expect(await response.json()).toMatchObject(JSON.parse(JSON.stringify(good)));
	});
});

test('a spreadsheet is asked what its columns hold, and remembers it', async () => {
	await using alix = await aPartner('organisation_administrator');
	const { page } = alix;
	const text = 'Nom;Téléphone;Commune\nAccueil;087 22 33 44;Verviers\n';
	await send(page, 'Tableau', { name: 'tableau.csv', text });
	await page.getByRole('heading', { level: 1, name: t.import_columns_title }).waitFor();
	await expectAccessible(page);
	expect(await page.getByLabel('Nom', { exact: true }).inputValue()).toBe('name');
	await page.getByLabel('Nom', { exact: true }).selectOption('');
	await page.getByRole('button', { name: t.import_columns_send }).click();
	await page.getByRole('link', { name: t.import_refused_no_name }).waitFor();
	await page.getByLabel('Nom', { exact: true }).selectOption('name');
	await page.getByRole('button', { name: t.import_columns_send }).click();
	await waitFor(page, t.import_state_checked);
	await page.getByRole('button', { name: t.import_act_cancel }).click();
	await waitFor(page, t.import_cancelled_lead);
});

test('what is not filled in is given back with what to do, and nothing is lost', async () => {
	await using alix = await aPartner('organisation_administrator');
	const { page } = alix;
	await page.goto(`/fr/work/${essai}/imports/feed`);
	await page.getByLabel(t.import_field_source, { exact: true }).fill('Flux');
	await page.getByRole('button', { name: t.import_send_feed }).click();
	await page.getByRole('link', { name: t.import_error_url }).waitFor();
	expect(await page.getByLabel(t.import_field_source, { exact: true }).inputValue()).toBe('Flux');
	await page.goto(`/fr/work/${essai}/imports/package`);
	await page.getByRole('button', { name: t.import_send_file }).click();
	await page.getByRole('link', { name: t.import_refused_none }).waitFor();
	await expectAccessible(page);
});
