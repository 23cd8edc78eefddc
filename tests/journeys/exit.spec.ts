import { request as httpRequest, type IncomingMessage } from 'node:http';
import { expect, inject, test, vi } from 'vitest';
import type { Page } from 'playwright-core';
import { texts } from '#messages';
import { anApplication } from './application.ts';
import { aVisitor, arrives, withAndWithoutJavaScript, type Visitor } from './visitor.ts';

const { orientation: t, house, protocol } = texts('fr');
const neutralSite = 'https://www.meteo.be/';

test('the link itself forgets what the browser kept and leads to a neutral site', async () => {
	for (const language of ['fr', 'nl', 'de', 'en']) {
		const { statusCode, headers } = await ask(`/${language}/exit`);
		expect(statusCode).toBe(303);
		expect(headers.location).toBe(neutralSite);
		expect(headers['clear-site-data']).toBe('"cache", "cookies", "storage"');
		expect(headers['cache-control']).toBe('no-store');
	}
});

test('it answers even when the rate limit refuses everything else', async () => {
	const crowded = await anApplication({ RATE_LIMIT_PER_MINUTE: '1' });
	try {
		const statusOf = async (path: string) => (await fetch(crowded.address + path, { redirect: 'manual' })).status;
		await statusOf('/fr');
		expect(await statusOf('/fr')).toBe(429);
		for (const language of ['fr', 'nl', 'de', 'en']) {
			expect(await statusOf(`/${language}/exit`)).toBe(303);
			expect(await statusOf(`/${language}`)).toBe(429);
		}
	} finally {
		await crowded.stop();
	}
});

test('without JavaScript the button leaves for the neutral site', async () => {
	await using visitor = await aVisitor({ javaScript: false, mayLeave: true });
	await visitor.page.goto('/fr/orientation/need?a=2');
	await expectToLeave(visitor, () => quickExit(visitor.page).click({ noWaitAfter: true }));
});

test('a click leaves, and Back does not lead to the page one left', async () => {
	await using visitor = await aVisitor({ mayLeave: true });
	const { page } = visitor;
	await page.goto('/fr');
	await page.goto('/fr/orientation/need?a=2');
	await expectToLeave(visitor, () => quickExit(page).click({ noWaitAfter: true }));
	await expectForgotten(page);
});

test('three presses of Shift leave, and Back does not lead to the page one left', async () => {
	await using visitor = await aVisitor({ mayLeave: true });
	const { page } = visitor;
	await page.goto('/fr');
	await page.goto('/fr/orientation/place?a=2&n=3');
	await page.locator('#place').focus();
	await expectToLeave(visitor, async () => {
		for (let press = 0; press < 3; press++) await page.keyboard.press('Shift');
	});
	await expectForgotten(page);
});

test('who writes in capitals is not sent away', async () => {
	await using visitor = await aVisitor();
	const { page } = visitor;
	await page.goto('/fr/orientation/place?a=2&n=3');
	await page.locator('#place').focus();
	for (const letter of 'MONS') await page.keyboard.press(`Shift+${letter}`);
	expect(await page.locator('#place').inputValue()).toBe('MONS');
	await arrives(page, t.place_title);
});

test.each(withAndWithoutJavaScript)(
	'$how it stays within reach on a small screen, however far one has read',
	async ({ javaScript }) => {
		await using visitor = await aVisitor({ javaScript });
		const { page } = visitor;
		await page.goto('/fr/orientation/results?a=2&n=3&p=63079');
		await page.mouse.wheel(0, 3000);
		await page.waitForFunction(() => scrollY > 500);
		const box = await quickExit(page).boundingBox();
		expect(box?.y).toBeGreaterThanOrEqual(0);
		expect(box?.y).toBeLessThan(80);
	},
);

test.each(withAndWithoutJavaScript)(
	'$how one is told before the first question what leaving does not erase',
	async ({ javaScript }) => {
		await using visitor = await aVisitor({ javaScript });
		const { page } = visitor;
		await page.goto('/fr/orientation/before?a=1');
		await arrives(page, t.before_title);
		expect(await page.getByRole('main').textContent()).toContain(t.before_history);
		await page.getByRole('link', { name: t.before_more }).click();
		await arrives(page, protocol.safety_title);
		const said = await page.getByRole('main').textContent();
		for (const sentence of [
			protocol.safety_exit,
			protocol.safety_history,
			protocol.safety_private,
			protocol.safety_call,
		]) {
			expect(said).toContain(sentence);
		}
	},
);

function quickExit(page: Page) {
	return page.getByRole('link', { name: house.quick_exit });
}

async function expectToLeave({ page, outside }: Visitor, leave: () => Promise<void>): Promise<void> {
	await leave();
	await expect.poll(() => outside, { timeout: 5000 }).toEqual([neutralSite]);
	// Nothing answers there. Waiting for a navigation would take that failure for its own.
	await expect.poll(() => page.url()).toMatch(/^chrome-error:/);
}

/** The neutral site stands in the history where the page was; what comes before it is the front page. */
async function expectForgotten(page: Page): Promise<void> {
	// As long as the browser is still putting its own page of failure there, it refuses to go back.
	await vi.waitFor(() => page.goBack(), { timeout: 5000, interval: 50 });
	await arrives(page, t.home_title);
}

function ask(path: string): Promise<IncomingMessage> {
	return new Promise((resolve, reject) => {
		httpRequest(inject('application') + path, (response) => resolve(response.resume()))
			.on('error', reject)
			.end();
	});
}
