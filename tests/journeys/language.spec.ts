import { describe, expect, test } from 'vitest';
import { texts } from '#messages';
import { aVisitor, arrives, readCards, tellPlace, withAndWithoutJavaScript } from './visitor.ts';

const fr = texts('fr').orientation;
const nl = texts('nl');

describe.each(withAndWithoutJavaScript)('$how', ({ javaScript }) => {
	test('another language keeps the page and the answers, and Back comes back', async () => {
		await using visitor = await aVisitor({ javaScript });
		const { page } = visitor;
		await page.goto('/fr/orientation/results?a=2&n=3&p=21012&l=ar');
		await arrives(page, fr.results_title);
		const before = await readCards(page);
		await page
			.getByRole('navigation', { name: texts('fr').house.language_nav, exact: true })
			.getByRole('link', { name: 'Nederlands' })
			.click();
		await arrives(page, nl.orientation.results_title);
		expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe(
			'/nl/orientation/results?a=2&n=3&p=21012&l=ar',
		);
		expect(await page.locator('.answers').textContent()).toContain('Sint-Jans-Molenbeek');
		expect(await readCards(page)).toHaveLength(before.length);
		await page.goBack();
		await arrives(page, fr.results_title);
		expect(await readCards(page)).toEqual(before);
	});

	test('someone who speaks Arabic sees only where Arabic is spoken, and can widen again', async () => {
		await using visitor = await aVisitor({ javaScript });
		const { page } = visitor;
		await page.goto('/fr/orientation/results?a=2&n=3&p=63079');
		await arrives(page, fr.results_title);
		const all = await readCards(page);
		await page.getByRole('link', { name: 'العربية', exact: true }).click();
		await page.getByRole('heading', { name: fr.results_spoken({ language: 'arabe' }) }).waitFor();
		const found = (await readCards(page)).filter(({ group }) => group !== fr.results_central);
		expect(found.length).toBeGreaterThan(0);
		expect(found.length).toBeLessThan(all.length);
		expect(found.filter(({ why }) => !why.includes(fr.why_spoken({ language: 'arabe' })))).toEqual([]);
		await page.getByRole('link', { name: fr.results_any_language }).click();
		await arrives(page, fr.results_title);
		expect(await readCards(page)).toEqual(all);
	});

	test('changing one answer keeps the others', async () => {
		await using visitor = await aVisitor({ javaScript });
		const { page } = visitor;
		await page.goto('/fr/orientation/results?a=2&n=3&p=63079&l=tr');
		await page.getByRole('link', { name: fr.results_change_place }).click();
		await arrives(page, fr.place_title);
		await tellPlace(visitor, 'Namur');
		await arrives(page, fr.results_title);
		expect(new URL(page.url()).search).toBe('?a=2&n=3&p=92094&l=tr');
		await page.getByRole('link', { name: fr.results_change_need }).click();
		await arrives(page, fr.need_title);
		await page.getByRole('link', { name: texts('fr').directory.need_online }).click();
		await arrives(page, fr.results_title);
		expect(new URL(page.url()).search).toBe('?a=2&n=7&p=92094&l=tr');
		await page.getByRole('link', { name: fr.results_change_audience }).click();
		await arrives(page, fr.who_title);
		await page.getByRole('link', { name: texts('fr').directory.audience_public }).click();
		await arrives(page, fr.results_title);
		expect(new URL(page.url()).search).toBe('?a=4&n=7&p=92094&l=tr');
	});

	test('Back walks through the questions the way one came', async () => {
		await using visitor = await aVisitor({ javaScript });
		const { page } = visitor;
		await page.goto('/fr/orientation');
		await page.getByRole('link', { name: texts('fr').directory.audience_public }).click();
		await arrives(page, fr.need_title);
		await page.getByRole('link', { name: texts('fr').directory.need_understand }).click();
		await arrives(page, fr.place_title);
		await tellPlace(visitor, '4800');
		await arrives(page, fr.results_title);
		await page.goBack();
		await arrives(page, fr.place_title);
		await page.goBack();
		await arrives(page, fr.need_title);
		await page.goForward();
		await arrives(page, fr.place_title);
	});
});

test('the titles of the pages give away nothing of the request to who reads the history', async () => {
	await using visitor = await aVisitor();
	const { page } = visitor;
	for (const path of ['before?a=1', 'need?a=1', 'place?a=1&n=5', 'results?a=1&n=5&p=63079', 'place?a=1&n=5&q=Xyz']) {
		await page.goto(`/fr/orientation/${path}`);
		const title = await page.title();
		expect(title).toMatch(/^(Question [1-3] sur 3 – |Page 1 – )?Maillage$/);
	}
});
