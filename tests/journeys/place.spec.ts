import { describe, expect, test } from 'vitest';
import { texts } from '#messages';
import { aVisitor, arrives, follow, withAndWithoutJavaScript, type Visitor } from './visitor.ts';

const { orientation: t, directory } = texts('fr');

describe.each(withAndWithoutJavaScript)('$how', ({ javaScript }) => {
	test('1050 belongs to two communes: one is asked which', async () => {
		await using visitor = await aVisitor({ javaScript });
		const { page } = visitor;
		await typeAndSend(visitor, '1050');
		await page.getByRole('heading', { name: t.place_choose({ text: '1050' }) }).waitFor();
		const choices = await page.locator('main .choices strong').allTextContents();
		expect(choices).toEqual(['Ixelles', 'Bruxelles']);
		await follow(page, 'Bruxelles');
		await arrives(page, t.results_title);
		expect(new URL(page.url()).search).toBe('?a=2&n=3&p=21004');
	});

	test('"Liege" without its accent is Liège', async () => {
		await using visitor = await aVisitor({ javaScript });
		const { page } = visitor;
		await typeAndSend(visitor, 'Liege');
		await arrives(page, t.results_title);
		expect(await page.locator('.answers').textContent()).toContain('Liège');
	});

	test('a place nobody knows is given back with what to do next, and every way on leads to an answer', async () => {
		await using visitor = await aVisitor({ javaScript });
		const { page } = visitor;
		await typeAndSend(visitor, 'Xyz');
		const problem = page.getByRole('alert');
		await problem.waitFor();
		expect(await problem.textContent()).toContain(t.place_error_short);
		expect(await page.locator('#place-error').textContent()).toBe(t.place_error_unknown({ text: 'Xyz' }));
		expect(await page.locator('#place').inputValue()).toBe('Xyz');
		expect(await page.title()).not.toContain('Xyz');

		await page.getByRole('main').getByRole('link', { name: t.place_browse }).click();
		await arrives(page, t.communes_choose);
		await page.getByRole('link', { name: 'Verviers', exact: true }).click();
		await arrives(page, t.results_title);
		expect(new URL(page.url()).search).toBe('?a=2&n=3&p=63079');
		await page.goBack();
		await page.goBack();
		await page.getByRole('link', { name: t.place_skip }).click();
		await arrives(page, t.results_title);
	});

	test('nothing typed is no fault: one is told what to write', async () => {
		await using visitor = await aVisitor({ javaScript });
		await typeAndSend(visitor, '');
		expect(await visitor.page.getByRole('alert').textContent()).toContain(t.place_error_title);
		expect(await visitor.page.locator('#place-error').textContent()).toBe(t.place_error_empty);
	});

	test('on the page of the communes a name or a code leads to the page of the commune', async () => {
		await using visitor = await aVisitor({ javaScript });
		const { page } = visitor;
		await page.goto('/fr/communes');
		await arrives(page, t.communes_title);
		await send(visitor, 'Bruges');
		await arrives(page, t.commune_title({ at: 'à Bruges' }));
		expect(new URL(page.url()).pathname).toBe('/fr/communes/31005');
	});
});

test('what is proposed while typing can be chosen, and typed over', async () => {
	await using visitor = await aVisitor();
	const { page } = visitor;
	await page.goto('/fr/orientation/place?a=2&n=3');
	await page.locator('#place').pressSequentially('verv');
	await page.getByRole('option', { name: /^Verviers/ }).click();
	expect(await page.locator('#place').inputValue()).toBe('Verviers');
	await send(visitor, 'Eupen');
	await arrives(page, t.results_title);
	expect(await page.locator('.answers').textContent()).toContain('Eupen');
	expect(await page.locator('.answers').textContent()).toContain(directory.audience_relative);
});

async function typeAndSend(visitor: Visitor, typed: string): Promise<void> {
	await visitor.page.goto('/fr/orientation/place?a=2&n=3');
	await arrives(visitor.page, t.place_title);
	await send(visitor, typed);
}

/** Sends what was typed with Enter, without choosing from what is proposed. */
async function send({ page }: Visitor, typed: string): Promise<void> {
	await page.locator('#place').fill(typed);
	await page.locator('#place').press('Enter');
}
