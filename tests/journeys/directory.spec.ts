import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { addDays, formatDate, readClock } from '#house/language/dates.ts';
import { languages } from '#house/language/language.ts';
import { writeDay } from '#house/language/read-day.ts';
import { anOrganisation, getReferenceOrganisation } from '#house/testing/an-organisation.ts';
import { aColleague } from '#rooms/identity/colleague.builder.ts';
import type { Role } from '#rooms/identity/roles.ts';
import { texts } from '#messages';
import { expectAccessible } from './expect-accessible.ts';
import { aStaffVisitor, behindThePages } from './staff.ts';
import { aVisitor, readCards, withAndWithoutJavaScript, type Visitor } from './visitor.ts';

const { directory: t, orientation } = texts('fr');
const administrator = { role: 'organisation_administrator' } as const;
const secretStreet = 'Rue de la Canarie 7';
const forTheTrade = 'Demandez Canarie';
let essai: string;

beforeAll(async () => {
	essai = await anOrganisation(behindThePages(), 'Ville d’essai');
});

/** Someone real, of an organisation that nobody else's journey goes to: real people end its demonstration. */
async function aPartner(
	wish: { role: Role; name?: string },
	wishes: Parameters<typeof aVisitor>[0] = {},
): Promise<Visitor> {
	const { token } = await aColleague(behindThePages(), { organisationId: essai, ...wish });
	return aVisitor({ ...wishes, session: token });
}

async function begin({ page }: Visitor, name: string): Promise<string> {
	await page.goto(`/fr/work/${essai}/services`);
	await page.getByRole('link', { name: t.own_add }).click();
	await page.getByLabel(t.new_name).fill(name);
	await page.getByRole('button', { name: t.new_submit }).click();
	await page.getByText(t.done_created).waitFor();
	return new URL(page.url()).pathname;
}

/** Opens a section from the page of the service, fills it in and saves it. */
async function fill(page: Page, section: keyof typeof fillings): Promise<void> {
	await page.getByRole('link', { name: t[`section_${section}`], exact: true }).click();
	await page.getByRole('heading', { level: 1, name: t[`section_${section}`] }).waitFor();
	await fillings[section](page);
	await save(page);
	await page.getByText(t.done_saved, { exact: true }).waitFor();
}

function save(page: Page): Promise<void> {
	return page
		.getByRole('main')
		.getByRole('button', { name: /^Enregistrer/ })
		.click();
}

const tick = (page: Page, words: string) => page.getByLabel(words, { exact: true }).check();

/** What a partner writes, in as many languages as there are. */
const fillings = {
	async identity(page: Page) {
		for (const language of languages) {
			await page.locator(`#description_${language}`).fill(`${language} : nous écoutons. `.repeat(12));
		}
		await page.locator('#name_nl').fill('Het Relais');
	},
	async audience(page: Page) {
		await tick(page, t.serves_relative);
		await tick(page, t.need_school);
		await tick(page, t.minors_yes);
	},
	async reach(page: Page) {
		await tick(page, t.mode_phone);
		await tick(page, t.mode_visit);
		await page.getByLabel(t.field_phone, { exact: true }).fill('087/12.34.56');
		await page.getByLabel(t.field_email, { exact: true }).fill('accueil@relais.test');
		await page.locator('#firstContact_fr').fill('Quelqu’un vous répond.');
	},
	async coverage(page: Page) {
		await page.getByLabel(t.coverage_paste).fill('Liège, 4430\nHerstal');
	},
	async referral(page: Page) {
		await tick(page, t.referral_self);
		await tick(page, t.referral_school);
	},
	async hours(page: Page) {
		await page.getByLabel('lundi').fill('9h30-12h, 13h-17h');
		await page.locator('#from_0').fill('24/12/2030');
		await page.locator('#note_0').fill('Veille de Noël');
	},
	async languages(page: Page) {
		await tick(page, 'turc');
	},
	async cost(page: Page) {
		await tick(page, t.answer_yes);
	},
	async address(page: Page) {
		await tick(page, t.hint_confidential_address);
		await page.getByLabel(t.field_street).fill(secretStreet);
		await page.locator('#postalCode').fill('4000');
		await page.locator('#town').fill('Liège');
	},
	async capacity(page: Page) {
		await tick(page, t.capacity_waiting);
		await page.getByLabel(t.field_waiting_days).fill('30');
	},
	async accessibility(page: Page) {
		await tick(page, t.access_lift);
	},
	async approach(page: Page) {
		for (const language of languages) await page.locator(`#mission_${language}`).fill(`Mission ${language}`);
	},
	async professionals(page: Page) {
		await page.getByLabel(t.field_contact_phone).fill('087 98 76 54');
		await page.getByLabel(t.field_contact_note).fill(forTheTrade);
	},
};
// Object.keys cannot know the keys of a literal.
const sections = Object.keys(fillings) as (keyof typeof fillings)[];

async function press(page: Page, words: string): Promise<void> {
	await page.getByRole('main').getByRole('button', { name: words }).first().click();
}

describe.each(withAndWithoutJavaScript)('$how', ({ javaScript }) => {
	test('an administrator takes a service from nothing to published, with a second person, and people find it', async () => {
		await using alix = await aPartner({ ...administrator, name: 'Alix Essai' }, { javaScript });
		const name = `Le Relais ${javaScript ? 'avec' : 'sans'}`;
		const address = await begin(alix, name);
		const { page } = alix;
		expect(await page.locator('#missing li').count()).toBe(5);
		for (const section of sections) await fill(page, section);
		await page.getByText(t.card_complete({ percent: 100 })).waitFor();
		await press(page, t.act_submit);
		await page.getByText(t.done_submitted).waitFor();
		expect(await page.getByRole('button', { name: t.act_publish }).count()).toBe(0);

		await using bo = await aPartner({ ...administrator, role: 'coordinator', name: 'Bo Essai' }, { javaScript });
		await bo.page.goto('/fr/work');
		await bo.page.getByRole('link', { name: t.entry_to_review({ count: 1 }) }).click();
		await bo.page.getByRole('link', { name }).click();
		await bo.page.getByRole('link', { name: t.act_preview }).click();
		const previewed = await bo.page.locator('.preview').innerText();
		await bo.page.goto(address);
		await press(bo.page, t.act_publish);
		await bo.page.getByText(t.done_published).waitFor();

		await using visitor = await aVisitor({ javaScript });
		await visitor.page.goto('/fr/orientation/results?a=2&n=6&p=62063');
		const cards = await readCards(visitor.page);
		expect(cards.find((card) => card.name === name)?.group).toBe(orientation.results_local);
		await visitor.page.getByRole('link', { name }).click();
		await visitor.page.getByRole('heading', { level: 1, name }).waitFor();
		const shown = await visitor.page.getByRole('main').innerText();
		// The preview was made before it was confirmed; all else is what the public reads now.
		for (const line of linesOf(previewed).filter(
			(each) => each !== t.to_be_confirmed && !/horaire à confirmer/.test(each),
		)) {
			expect(shown).toContain(line);
		}
		for (const words of [
			'Liège',
			'087 12 34 56',
			t.address_confidential,
			'Veille de Noël',
			t.access_lift,
			'Mission fr',
		]) {
			expect(shown).toContain(words);
		}
		expect(shown).not.toContain(secretStreet);
		expect(shown).not.toContain(forTheTrade);
		await visitor.page.goto(new URL(visitor.page.url()).pathname.replace('/fr/', '/nl/'));
		await visitor.page.getByRole('heading', { level: 1, name: 'Het Relais' }).waitFor();
	});

	test('what cannot be read is said beside its field, with all that was typed', async () => {
		await using alix = await aPartner(administrator, { javaScript });
		const address = await begin(alix, 'À corriger');
		const { page } = alix;
		await page.goto(`${address}/section/hours`);
		await page.getByLabel('lundi').fill('le matin');
		await page.getByLabel('mardi').fill('9h-12h');
		await save(page);
		await page.getByRole('alert').getByRole('link', { name: t.problem_hours }).waitFor();
		expect(await page.getByLabel('lundi').inputValue()).toBe('le matin');
		expect(await page.getByLabel('mardi').inputValue()).toBe('9h-12h');
		await page.goto(`${address}/section/coverage`);
		await page.getByLabel(t.coverage_paste).fill('Liège\n1050\nXyzzy');
		await save(page);
		await page.getByText(t.coverage_choose, { exact: true }).waitFor();
		expect(await page.getByLabel(t.coverage_paste).inputValue()).toBe('1050\nXyzzy');
		await page.getByRole('checkbox', { name: /^Ixelles/ }).check();
		await page.getByLabel(t.coverage_paste).fill('');
		await save(page);
		await page.getByText(t.done_saved, { exact: true }).waitFor();
		await page.goto(`${address}/section/coverage`);
		expect(await page.getByRole('checkbox', { name: 'Liège' }).isChecked()).toBe(true);
		expect(await page.getByRole('checkbox', { name: 'Ixelles' }).isChecked()).toBe(true);
		await page.locator('svg.coverage-map').waitFor();
	});

	test('two administrators who edit the same section are shown both versions, and lose nothing', async () => {
		await using alix = await aPartner({ ...administrator, name: 'Alix Essai' }, { javaScript });
		await using bo = await aPartner({ ...administrator, name: 'Bo Essai' }, { javaScript });
		const address = await begin(alix, 'À deux');
		for (const { page } of [alix, bo]) await page.goto(`${address}/section/cost`);
		await alix.page.locator('#cost_fr').fill('Cinq euros');
		await save(alix.page);
		await alix.page.getByText(t.done_saved, { exact: true }).waitFor();
		await bo.page.locator('#cost_fr').fill('Dix euros');
		await save(bo.page);
		const panel = bo.page.locator('[data-conflict]');
		await panel.waitFor();
		const both = await panel.innerText();
		expect(both).toContain('Alix Essai');
		expect(both).toContain('Cinq euros');
		expect(both).toContain('Dix euros');
		expect(await bo.page.locator('#cost_fr').inputValue()).toBe('Dix euros');
		await bo.page.locator('#cost_fr').fill('Cinq à dix euros');
		await save(bo.page);
		await bo.page.getByText(t.done_saved, { exact: true }).waitFor();
		await bo.page.goto(`${address}/history`);
		const history = await bo.page.getByRole('main').innerText();
		for (const words of ['Cinq euros', 'Cinq à dix euros', 'Alix Essai', 'Bo Essai']) expect(history).toContain(words);
	});
});

test('a draft saves itself while one writes, and says when', async () => {
	await using alix = await aPartner(administrator);
	const address = await begin(alix, 'Qui s’enregistre');
	const { page } = alix;
	await page.goto(`${address}/section/approach`);
	await page.locator('#mission_fr').pressSequentially('Écouter');
	await page.getByText(/^Enregistré à \d+/).waitFor();
	await page.locator('#mission_fr').pressSequentially(' et accompagner');
	await page.waitForResponse((response) => response.request().method() === 'POST');
	await page.reload();
	expect(await page.locator('#mission_fr').inputValue()).toBe('Écouter et accompagner');
	// In the history one sitting is one change.
	await page.goto(`${address}/history`);
	expect(await page.getByRole('heading', { level: 2, name: `${t.field_mission} (Français)` }).count()).toBe(1);

	await using bo = await aPartner({ ...administrator, name: 'Bo Essai' });
	for (const each of [page, bo.page]) await each.goto(`${address}/section/approach`);
	await bo.page.locator('#mission_fr').fill('Autre chose');
	await bo.page.getByText(/^Enregistré à \d+/).waitFor();
	await page.locator('#method_fr').fill('Pas à pas');
	await page.getByText(t.save_conflict).waitFor();
	await save(page);
	await page.locator('[data-conflict]').waitFor();
	expect(await page.locator('#method_fr').inputValue()).toBe('Pas à pas');
});

describe('a published service', () => {
	test('is paused with a day and a message, resumed, confirmed, and restored from its history', async () => {
		await using alix = await aPartner({ ...administrator, name: 'Alix Essai' });
		const { page } = alix;
		const { address, id } = await aPublished('Pause et retour');
		const day = addDays(readClock(new Date()).date, 20);
		await page.goto(address);
		await page.getByText(t.next_unconfirmed).waitFor();
		await page.getByRole('link', { name: t.act_pause }).click();
		await page.getByLabel(t.pause_until).fill('31/02/2027');
		await page.locator('#message_fr').fill('Appelez la commune.');
		await press(page, t.act_pause);
		await page.getByRole('alert').getByRole('link', { name: t.problem_date }).waitFor();
		expect(await page.locator('#message_fr').inputValue()).toBe('Appelez la commune.');
		await page.getByLabel(t.pause_until).fill(writeDay(day));
		await press(page, t.act_pause);
		await page.getByText(t.done_paused).waitFor();
		await using visitor = await aVisitor();
		await visitor.page.goto(`/fr/services/${id}`);
		const shown = await visitor.page.getByRole('main').innerText();
		expect(shown).toContain(t.paused_until({ date: formatDate(day, 'fr') }));
		expect(shown).toContain('Appelez la commune.');
		await press(page, t.act_resume);
		await page.getByText(t.done_resumed).waitFor();

		await page.goto('/fr/work');
		const entry = page.getByRole('listitem').filter({ hasText: 'Pause et retour' });
		await entry.getByRole('button', { name: t.confirm_button }).click();
		await page.getByText(t.done_confirmed).waitFor();
		await visitor.page.reload();
		expect(await visitor.page.getByRole('main').innerText()).toContain(
			t.confirmed_on({ date: formatDate(readClock(new Date()).date, 'fr') }),
		);

		await page.goto(`${address}/section/reach`);
		await page.getByLabel(t.field_phone, { exact: true }).fill('087 99 99 99');
		await press(page, t.save_published);
		await page.getByText(t.done_saved, { exact: true }).waitFor();
		await page.getByRole('link', { name: t.act_history }).click();
		await page.getByRole('button', { name: `${t.history_restore} – ${t.field_phone}` }).click();
		await page.getByText(t.done_restored).waitFor();
		await visitor.page.reload();
		expect(await visitor.page.getByRole('main').innerText()).toContain('087 12 34 56');
	});

	test('archived, leads to the service that took its place', async () => {
		await using alix = await aPartner(administrator);
		const [old, next] = [await aPublished('L’ancien'), await aPublished('Le nouveau')];
		await alix.page.goto(`${old.address}/archive`);
		await alix.page.getByLabel(t.archive_successor).selectOption({ label: 'Le nouveau' });
		await press(alix.page, t.act_archive);
		await alix.page.getByText(t.done_archived).waitFor();
		await using visitor = await aVisitor();
		await visitor.page.goto(`/fr/services/${old.id}`);
		await visitor.page.getByRole('heading', { level: 1, name: 'Le nouveau' }).waitFor();
		expect(new URL(visitor.page.url()).pathname).toBe(`/fr/services/${next.id}`);
	});

	test('tells professionals of the network, and nobody else, how to reach it', async () => {
		const { id } = await aPublished('Pour le métier');
		const owner = behindThePages();
		await owner
			.insertInto('service_professional_contact')
			.values({ organisation_id: essai, service_id: id, published: true, phone: '+3287987654', note: forTheTrade })
			.execute();
		await using namur = await aStaffVisitor({ of: 'namur', role: 'professional' });
		await namur.page.goto(`/fr/services/${id}`);
		await namur.page.getByRole('link', { name: t.contact_link }).click();
		await namur.page.getByText(forTheTrade).waitFor();
		await namur.page.getByRole('link', { name: t.call({ number: '087 98 76 54' }) }).waitFor();
		await using visitor = await aVisitor();
		for (const path of [`/fr/services/${id}`, '/fr/communes/62063', '/fr/orientation/results?a=2&n=6&p=62063']) {
			const page = await (await visitor.page.request.get(path)).text();
			expect(page).not.toMatch(/Canarie|\+3287987654|087 98 76 54/);
		}
	});
});

test('for another organisation there is nothing there', async () => {
	await using stranger = await aStaffVisitor({ of: 'namur', role: 'organisation_administrator' });
	const { address } = await aPublished('Chez les autres');
	await using alix = await aPartner(administrator);
	const own = address.replace(essai, await getReferenceOrganisation(behindThePages(), 'namur'));
	for (const base of [address, own]) {
		for (const path of ['', '/preview', '/history', '/pause', '/archive', '/section/identity', '/section/lost']) {
			const answer = await stranger.page.request.get(base + path);
			expect({ path, status: answer.status() }).toEqual({ path, status: 404 });
		}
	}
	// For whoever it belongs to, it is there.
	for (const path of ['', '/preview', '/history', '/pause', '/archive', '/section/identity']) {
		expect({ path, status: (await alix.page.request.get(address + path)).status() }).toEqual({ path, status: 200 });
	}
});

test.each(['', '/preview', '/history', '/pause', '/archive', ...sections.map((section) => `/section/${section}`)])(
	'everyone can use the page “%s”',
	async (path) => {
		await using alix = await aPartner(administrator, { bypassCSP: true });
		const { address } = await aPublished(`Accessible ${path}`);
		await alix.page.goto(address + path);
		await expectAccessible(alix.page);
	},
);

test.each(['', '/new', '?state=archived&due=1'])('everyone can use the list “%s”', async (path) => {
	await using alix = await aPartner(administrator, { bypassCSP: true });
	await alix.page.goto(`/fr/work/${essai}/services${path}`);
	await expectAccessible(alix.page);
});

function linesOf(text: string): string[] {
	return text
		.split('\n')
		.map((line) => line.trim())
		.filter((line) => line !== '');
}

/** A service of Verviers that is published and was never confirmed, made behind the pages. */
async function aPublished(name: string): Promise<{ id: string; address: string }> {
	const owner = behindThePages();
	const id = await owner.transaction().execute(async (tx) => {
		const service = await tx
			.insertInto('service')
			.values({
				organisation_id: essai,
				origin_key: crypto.randomUUID(),
				audiences: ['relative'],
				needs: ['listen'],
				phone: '+3287123456',
			})
			.returning('id')
			.executeTakeFirstOrThrow();
		const key = { organisation_id: essai, service_id: service.id, published: false };
		const words = { name, description: 'Nous écoutons.', first_contact: 'Quelqu’un répond.' };
		await tx
			.insertInto('service_text')
			.values({ ...key, language: 'fr', ...words })
			.execute();
		await tx
			.insertInto('service_coverage')
			.values({ ...key, area_code: '62063' })
			.execute();
		await tx.updateTable('service').set({ state: 'published' }).where('id', '=', service.id).execute();
		return service.id;
	});
	return { id, address: `/fr/work/${essai}/services/${id}` };
}
