import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { expectAccessible } from './expect-accessible.ts';
import { aVisitor } from './visitor.ts';

test('whoever comes next in a tab finds nothing of who was there', async () => {
	const looks = [];
	const pages: Page[] = [];
	for (let visit = 0; visit < 2; visit++) {
		await using visitor = await aVisitor({ keepsCookies: true });
		const { page } = visitor;
		pages.push(page);
		await page.goto('/fr/privacy');
		looks.push(await lookAround(page));
		await page.goto('/fr/network');
		await leaveTraces(page);
	}
	expect(pages[0]).toBe(pages[1]);
	expect(looks[1]).toEqual(looks[0]);
	expect(looks[0]).toMatchObject({ kept: ['', 0, 0], isDark: false, width: 360, hasCachedStyles: false, pages: 1 });
	await using other = await aVisitor({ keepsCookies: true, alone: true });
	expect(pages).not.toContain(other.page);
});

test.each([
	['in light', 'main p { color: #bbb !important; background: #fff !important }'],
	['in dark', '@media (prefers-color-scheme: dark) { main p { color: #444 !important; background: #222 !important } }'],
	['on a small screen', 'main { width: 330px !important }'],
])('what cannot be read %s is found', async (_, style) => {
	await using visitor = await aVisitor({ bypassCSP: true });
	const { page } = visitor;
	await page.goto('/fr/privacy');
	await page.addStyleTag({ content: style });
	await expect(expectAccessible(page)).rejects.toThrow(/to deeply equal/);
});

async function lookAround(page: Page) {
	const found = await page.evaluate(() => ({
		kept: [document.cookie, localStorage.length, sessionStorage.length],
		isDark: matchMedia('(prefers-color-scheme: dark)').matches,
		width: innerWidth,
		// What comes out of the cache has no head that travelled.
		hasCachedStyles: performance
			.getEntriesByType('resource')
			.some((entry) => entry instanceof PerformanceResourceTiming && entry.transferSize === 0),
		name: window.name,
	}));
	const session = await page.context().newCDPSession(page);
	const { entries } = await session.send('Page.getNavigationHistory');
	await session.detach();
	return { ...found, pages: entries.filter(({ url }) => url !== 'about:blank').length };
}

async function leaveTraces(page: Page): Promise<void> {
	await page.evaluate(() => {
		document.cookie = 'trace=1; path=/';
		localStorage.setItem('trace', '1');
		sessionStorage.setItem('trace', '1');
	});
	await page.emulateMedia({ colorScheme: 'dark' });
	await page.setViewportSize({ width: 800, height: 600 });
}
