import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { texts } from '#messages';
import { aVisitor, arrives, readCards, withAndWithoutJavaScript } from './visitor.ts';

const { orientation: t, directory, house } = texts('fr');

describe.each(withAndWithoutJavaScript)('$how', ({ javaScript }) => {
	test('the first Tab offers to skip to the content, and Enter does it', async () => {
		await using visitor = await aVisitor({ javaScript });
		const { page } = visitor;
		await page.goto('/fr');
		await page.keyboard.press('Tab');
		const skip = page.getByRole('link', { name: house.skip_to_content });
		expect(await isFocused(skip)).toBe(true);
		expect(await skip.boundingBox()).toMatchObject({ width: expect.toSatisfy((width: number) => width > 100) });
		await page.keyboard.press('Enter');
		await page.keyboard.press('Tab');
		expect(await isFocused(page.getByRole('main').getByRole('link').first())).toBe(true);
	});

	test('from the front page to the results with Tab and Enter alone, always seeing where one is', async () => {
		await using visitor = await aVisitor({ javaScript });
		const { page } = visitor;
		await page.goto('/fr');
		await enterOn(page, page.getByRole('link', { name: directory.audience_relative }));
		await arrives(page, t.before_title);
		await enterOn(page, page.getByRole('link', { name: t.before_continue, exact: true }));
		await arrives(page, t.need_title);
		await enterOn(page, page.getByRole('link', { name: directory.need_listen }));
		await arrives(page, t.place_title);
		await tabTo(page, page.locator('#place'));
		await page.keyboard.type('Namur');
		await page.keyboard.press('Enter');
		await arrives(page, t.results_title);
		const cards = await readCards(page);
		expect(cards.length).toBeGreaterThan(0);
		await tabTo(page, page.getByRole('link', { name: cards[0]?.name ?? '' }));
		await page.keyboard.press('Enter');
		await arrives(page, cards[0]?.name ?? '');
	});

	test('what has to be put right is announced, has the focus, and leads to its field', async () => {
		await using visitor = await aVisitor({ javaScript });
		const { page } = visitor;
		await page.goto('/fr/orientation/place?a=2&n=3&q=Xyz');
		await arrives(page, t.place_title);
		expect(await isFocused(page.getByRole('alert'))).toBe(true);
		await page.keyboard.press('Tab');
		await page.keyboard.press('Enter');
		expect(await page.locator('#place').getAttribute('aria-describedby')).toMatch(/place-hint place-error/);
		await page.keyboard.press('Tab');
		await page.keyboard.press('Shift+Tab');
		expect(await isFocused(page.locator('#place'))).toBe(true);
	});
});

test('the proposals are a combobox: arrows go through them, Enter chooses, Escape closes', async () => {
	await using visitor = await aVisitor();
	const { page } = visitor;
	await page.goto('/fr/orientation/place?a=2&n=3');
	const field = page.getByRole('combobox', { name: t.place_label });
	await tabTo(page, field);
	await page.keyboard.type('Saint');
	await page.getByRole('option').nth(2).waitFor();
	await page.keyboard.press('Escape');
	await page.getByRole('listbox').waitFor({ state: 'hidden' });
	expect(await field.getAttribute('aria-expanded')).toBe('false');
	await page.keyboard.type('-Nico');
	const wanted = page.getByRole('option', { name: /^Saint-Nicolas/ }).first();
	await wanted.waitFor();
	while ((await wanted.getAttribute('aria-selected')) !== 'true') await page.keyboard.press('ArrowDown');
	expect(await page.getByRole('listbox').getByRole('option', { selected: true }).count()).toBe(1);
	await page.keyboard.press('Enter');
	await page.getByRole('listbox').waitFor({ state: 'hidden' });
	await page.keyboard.press('Enter');
	await arrives(page, t.results_title);
	expect(await page.locator('.answers').textContent()).toContain('Saint-Nicolas');
});

test('Enter sends what was typed, also while proposals are shown', async () => {
	await using visitor = await aVisitor();
	const { page } = visitor;
	await page.goto('/fr/orientation/place?a=2&n=3');
	await page.locator('#place').fill('Namur');
	await page.getByRole('option').first().waitFor();
	await page.keyboard.press('Enter');
	await arrives(page, t.results_title);
	expect(new URL(page.url()).search).toBe('?a=2&n=3&p=92094');
});

async function enterOn(page: Page, target: Locator): Promise<void> {
	await tabTo(page, target);
	await page.keyboard.press('Enter');
}

/** Presses Tab until the focus is there. At every stop the focus can be seen, and nothing lies over it. */
async function tabTo(page: Page, target: Locator): Promise<void> {
	for (let presses = 0; presses < 80; presses++) {
		await page.keyboard.press('Tab');
		expect(await describeFocus(page)).toMatchObject({ isMarked: true, isUncovered: true });
		if (await isFocused(target)) return;
	}
	throw new Error('Tab never led there.');
}

function isFocused(target: Locator): Promise<boolean> {
	return target.first().evaluate((element) => element === document.activeElement);
}

function describeFocus(page: Page): Promise<{ isMarked: boolean; isUncovered: boolean; what: string }> {
	return page.evaluate(() => {
		const element = document.activeElement ?? document.body;
		const focused = getComputedStyle(element);
		const outlined = focused.outlineStyle !== 'none' && Number.parseFloat(focused.outlineWidth) >= 2;
		const box = element.getClientRects()[0] ?? element.getBoundingClientRect();
		const onTop = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height / 2, 12));
		return {
			isMarked: outlined || focused.boxShadow !== 'none',
			isUncovered: onTop !== null && (element.contains(onTop) || onTop.contains(element)),
			what: element.outerHTML.slice(0, 200),
		};
	});
}
