import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { texts } from '#messages';
import { aVisitor, listAddresses } from './visitor.ts';

const fr = texts('fr');
const sheets = [
	'/fr/orientation/results?a=2&n=3&p=63079',
	'/nl/orientation/results?a=1&n=1&p=21012',
	'/fr/communes/63079',
	'/fr/network',
];

test.each(sheets)('%s is printed without navigation, black on white, with the numbers to call', async (path) => {
	await using visitor = await aVisitor({ colorScheme: 'dark' });
	const { page } = visitor;
	await page.goto(path);
	await page.emulateMedia({ media: 'print' });
	expect(
		await page.locator('nav:visible, .quick-exit:visible, .govuk-skip-link:visible, .no-print:visible').count(),
	).toBe(0);
	expect(await page.locator('aside').isVisible()).toBe(true);
	// During its hours the line also stands at the top of the screen, where it is not printed: one that is printed must be there.
	expect(await page.locator('main a[href="tel:+3280011172"]:visible').count()).toBeGreaterThan(0);
	expect(await page.locator('main .card h3').count()).toBeGreaterThan(0);
	const colours = await page
		.locator('main h1, main h2, main h3, main p:visible')
		.evaluateAll((elements) => elements.map((element) => getComputedStyle(element).color));
	expect([...new Set(colours)].filter((colour) => !['rgb(0, 0, 0)', 'rgb(34, 34, 34)'].includes(colour))).toEqual([]);
	expect(await countSheets(page)).toBeLessThan(10);
});

test('the page of the Réseau fits on one sheet, in each language', async () => {
	await using visitor = await aVisitor();
	for (const language of ['fr', 'nl', 'de', 'en']) {
		await visitor.page.goto(`/${language}/network`);
		expect({ language, sheets: await countSheets(visitor.page) }).toEqual({ language, sheets: 1 });
	}
});

test('the page of a service fits on one sheet', async () => {
	await using visitor = await aVisitor();
	const { page } = visitor;
	await page.goto('/fr/communes/63079');
	for (const address of await listAddresses(page)) {
		await page.goto(address);
		expect(await page.getByRole('main').textContent()).toContain(fr.directory.label_coverage);
		expect({ address, sheets: await countSheets(page) }).toEqual({ address, sheets: 1 });
	}
});

/** How many sheets of A4 the page takes when it is printed. */
async function countSheets(page: Page): Promise<number> {
	const file = await page.pdf({ format: 'A4', preferCSSPageSize: true });
	return file.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
}
