import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { anOrganisation } from '#house/testing/an-organisation.ts';
import { projectOrganisation } from '#rooms/directory/project-organisation.builder.ts';
import { aColleague } from '#rooms/identity/colleague.builder.ts';
import { texts } from '#messages';
import { expectAccessible } from './expect-accessible.ts';
import { behindThePages } from './staff.ts';
import { aVisitor, withAndWithoutJavaScript, type Visitor } from './visitor.ts';

const { directory: t } = texts('fr');
const organisation = { here: '', there: '' };

beforeAll(async () => {
	organisation.here = await anOrganisation(behindThePages(), 'Ville des doubles');
	organisation.there = await anOrganisation(behindThePages(), 'Province des doubles');
});

/** Someone real who administers one of the two. */
async function anAdministrator(where: 'here' | 'there', javaScript = true): Promise<Visitor> {
	const wish = { organisationId: organisation[where], role: 'organisation_administrator' } as const;
	const { token } = await aColleague(behindThePages(), wish);
	return aVisitor({ javaScript, session: token });
}

/** A published service as its organisation left it. */
async function aService(where: 'here' | 'there', { name, phone }: { name: string; phone: string }): Promise<string> {
	const organisationId = organisation[where];
	return behindThePages()
		.transaction()
		.execute(async (tx) => {
			const { id } = await tx
				.insertInto('service')
				.values({
					organisation_id: organisationId,
					origin_key: randomUUID(),
					audiences: ['relative'],
					needs: ['listen'],
					phone,
				})
				.returning('id')
				.executeTakeFirstOrThrow();
			const key = { organisation_id: organisationId, service_id: id, published: false };
			const text = { ...key, language: 'fr', name, description: `Ce que fait ${name} au ${phone}.` };
			await tx.insertInto('service_text').values(text).execute();
			await tx
				.insertInto('service_coverage')
				.values({ ...key, area_code: '63079' })
				.execute();
			await tx.updateTable('service').set({ state: 'published' }).where('id', '=', id).execute();
			await projectOrganisation(tx, organisationId);
			return id;
		});
}

async function readFeed(id: string): Promise<Record<string, unknown>> {
	const response = await fetch(`${inject('application')}/api/hsds/v3/services/${id}`);
	expect(response.status).toBe(200);
	return (await response.json()) as Record<string, unknown>;
}

describe.each(withAndWithoutJavaScript)('$how', ({ javaScript }) => {
	const word = javaScript ? 'Avec' : 'Sans';

	test('an administrator finds a duplicate, compares, and makes one of two; old addresses lead to it', async () => {
		const one = await aService('here', { name: `Refuge ${word}`, phone: '+3287111111' });
		const other = await aService('here', { name: `Le refuge ${word}`, phone: '+3287222222' });
		await using alix = await anAdministrator('here', javaScript);
		const { page } = alix;
		await page.goto('/fr/work');
		await page.locator('.rail-menu summary').click();
		await page.getByRole('link', { name: t.duplicate_title }).first().click();
		await page.getByRole('heading', { level: 1, name: t.duplicate_title }).waitFor();
		await page.getByText(`${t.duplicate_same_name}, ${t.duplicate_shared_area}`).waitFor();
		await page.goto(`/fr/work/${organisation.here}/services/${one}`);
		await page.getByRole('heading', { name: t.duplicate_of_service({ count: 1 }) }).waitFor();
		await page.locator('#duplicates + ul a').click();
		await page.getByRole('heading', { level: 1, name: t.merge_title }).waitFor();
		const keep = page.url().split('?')[0] ?? '';
		await page.goto(`${keep}?keep=${one}`);
		await page.getByRole('group', { name: t.field_phone }).getByLabel('087 22 22 22').check();
		await page.getByRole('button', { name: t.merge_preview }).click();
		await page.getByRole('heading', { name: t.merge_preview_heading }).waitFor();
		expect(await page.locator('.outcome').innerText()).toContain('087 22 22 22');
		expect(await page.getByRole('group', { name: t.field_phone }).getByLabel('087 22 22 22').isChecked()).toBe(true);
		await page.getByRole('button', { name: t.merge_submit }).click();
		await page.getByText(t.merge_done).waitFor();
		expect(new URL(page.url()).pathname).toBe(`/fr/work/${organisation.here}/services/${one}`);

		await using visitor = await aVisitor({ javaScript });
		for (const language of ['fr', 'nl', 'de', 'en']) {
			await visitor.page.goto(`/${language}/services/${other}`);
			expect(new URL(visitor.page.url()).pathname).toBe(`/${language}/services/${one}`);
		}
		const moved = await fetch(`${inject('application')}/fr/services/${other}`, { redirect: 'manual' });
		expect(moved.status).toBe(308);
		expect(await readFeed(other)).toMatchObject({ x_be_deleted: true, x_be_merged_into: one });
		expect(await readFeed(one)).toMatchObject({ x_be_merged_ids: [other], phones: [{ number: '+3287222222' }] });
	});

	test('of two organisations, one proposes, the other accepts and chooses for its own entry', async () => {
		const ours = await aService('here', { name: `Escale ${word}`, phone: '+3287333333' });
		const theirs = await aService('there', { name: `Escale ${word}`, phone: '+3287444444' });
		await using alix = await anAdministrator('here', javaScript);
		const { page } = alix;
		await page.goto(`/fr/work/${organisation.here}/duplicates/${ours}/${theirs}`);
		await page.getByLabel(t.merge_propose_message).fill('Nous fermons la nôtre.');
		await page.getByRole('button', { name: t.merge_propose_submit }).click();
		await page.getByText(t.merge_proposed).waitFor();

		await using bo = await anAdministrator('there', javaScript);
		await bo.page.goto('/fr/work');
		await bo.page.getByRole('link', { name: t.merge_entry({ count: 1 }) }).click();
		await bo.page
			.getByRole('link', { name: new RegExp(`Escale ${word}`) })
			.first()
			.click();
		await bo.page.getByText('Nous fermons la nôtre.').waitFor();
		await bo.page.getByRole('button', { name: t.merge_decline, exact: true }).click();
		await bo.page.getByRole('alert').getByRole('link', { name: t.merge_refused_no_reason }).waitFor();
		await bo.page.getByRole('group', { name: t.field_phone }).getByLabel('087 33 33 33').check();
		await bo.page.getByRole('button', { name: t.merge_accept, exact: true }).click();
		await bo.page.getByText(t.merge_done_accepted).waitFor();
		expect(await readFeed(theirs)).toMatchObject({ x_be_merged_ids: [ours], phones: [{ number: '+3287333333' }] });
		expect(await readFeed(ours)).toMatchObject({ x_be_merged_into: theirs });
		await page.goto(`/fr/services/${ours}`);
		expect(new URL(page.url()).pathname).toBe(`/fr/services/${theirs}`);
	});

	test('two that are not the same are said so once, and both organisations no longer read of them', async () => {
		const ours = await aService('here', { name: `Phare ${word}`, phone: '+3287555555' });
		const theirs = await aService('there', { name: `Phare ${word}`, phone: '+3287666666' });
		await using alix = await anAdministrator('here', javaScript);
		const { page } = alix;
		await page.goto(`/fr/work/${organisation.here}/duplicates/${ours}/${theirs}`);
		await page.getByRole('button', { name: t.duplicate_dismiss }).focus();
		await page.keyboard.press('Enter');
		await page.getByText(t.duplicate_done_dismissed).waitFor();
		await using bo = await anAdministrator('there', javaScript);
		for (const each of [page, bo.page]) {
			const where = each === page ? organisation.here : organisation.there;
			await each.goto(`/fr/work/${where}/duplicates`);
			expect(await each.getByRole('main').innerText()).not.toContain(`Phare ${word}`);
		}
	});

	test('whoever has signed in sees where a local answer is missing, chooses, and takes the table along', async () => {
		await using alix = await anAdministrator('here', javaScript);
		const { page } = alix;
		await page.goto('/fr/work');
		await page.locator('.rail-menu summary').click();
		await page.getByRole('link', { name: t.gap_title }).click();
		await page.getByRole('heading', { level: 1, name: t.gap_title }).waitFor();
		await page.getByLabel(t.gap_need, { exact: true }).selectOption({ label: t.need_school });
		await page.getByLabel(t.gap_area, { exact: true }).selectOption('63000');
		await page.getByRole('button', { name: t.gap_show }).click();
		await page.waitForURL(/n=6/);
		const total = await page.locator('#total').innerText();
		expect(total).toContain(t.need_school);
		const [, missing = '', all = ''] = /^(\d+) communes? sur (\d+)/.exec(total) ?? [];
		const download = await page.getByRole('link', { name: t.gap_csv }).getAttribute('href');
		const file = await page.request.get(download ?? '');
		const rows = (await file.text()).trim().split('\r\n').slice(1);
		expect(rows).toHaveLength(Number(all));
		expect(rows.filter((row) => row.endsWith(';"0"'))).toHaveLength(Number(missing));
		expect(await page.locator('tbody th').count()).toBe(Math.min(Number(missing), 50));
		await page.getByRole('link', { name: t.gap_sort_name }).click();
		await page.waitForURL(/o=name/);
		await page.emulateMedia({ media: 'print' });
		expect(await page.locator('.gaps svg').first().isVisible()).toBe(true);
		expect(await page.locator('nav:visible, .no-print:visible').count()).toBe(0);
	});
});

describe('accessible', () => {
	const entry = { one: '', other: '', theirs: '' };
	beforeAll(async () => {
		entry.one = await aService('here', { name: 'Balise claire', phone: '+3287777777' });
		entry.other = await aService('here', { name: 'Balise claire', phone: '+3287888888' });
		entry.theirs = await aService('there', { name: 'Balise claire', phone: '+3287999999' });
	});

	test.each(['list', 'two of ours', 'ours and theirs', 'gaps', 'gaps of a need'])('%s', async (which) => {
		await using alix = await anAdministrator('here');
		const base = `/fr/work/${organisation.here}/duplicates`;
		const paths: Record<string, string> = {
			list: base,
			'two of ours': `${base}/${entry.one}/${entry.other}`,
			'ours and theirs': `${base}/${entry.one}/${entry.theirs}`,
			gaps: '/fr/work/gaps',
			'gaps of a need': '/fr/work/gaps?n=6&p=63000',
		};
		await alix.page.goto(paths[which] ?? '');
		await expectAccessible(alix.page);
	});

	test('the outcome before it is written', async () => {
		await using alix = await anAdministrator('here');
		await alix.page.goto(`/fr/work/${organisation.here}/duplicates/${entry.one}/${entry.other}`);
		await alix.page.getByRole('button', { name: t.merge_preview }).click();
		await alix.page.getByRole('heading', { name: t.merge_preview_heading }).waitFor();
		await expectAccessible(alix.page);
	});

	test('a proposal, as who is asked reads it', async () => {
		await using alix = await anAdministrator('here');
		await alix.page.goto(`/fr/work/${organisation.here}/duplicates/${entry.one}/${entry.theirs}`);
		await alix.page.getByRole('button', { name: t.merge_propose_submit }).click();
		await alix.page.getByText(t.merge_proposed).waitFor();
		const path = new URL(alix.page.url()).pathname.replace(organisation.here, organisation.there);
		await using bo = await anAdministrator('there');
		await bo.page.goto(path);
		await bo.page.getByRole('heading', { name: t.merge_decline_heading }).waitFor();
		await expectAccessible(bo.page);
	});
});
