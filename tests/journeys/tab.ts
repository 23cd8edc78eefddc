import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core';
import { afterAll, inject } from 'vitest';

/** A window with one page in a profile of its own: what another window keeps, this one does not know. */
export interface Tab {
	context: BrowserContext;
	page: Page;
	/** As if nobody had been here. Undefined: it cannot be made so, and is closed instead. */
	forget: (() => Promise<void>) | undefined;
}

/** Windows that load scripts from anywhere, whatever a page forbids. */
export const withoutPolicy = new WeakSet<BrowserContext>();

const free = new Map<string, Tab[]>();
let browser: Browser | undefined;

/** To start a page takes a browser longer than most journeys: whoever comes next in this file takes a tab that forgot everything. */
export async function takeTab(options: BrowserContextOptions, wishes: { alone: boolean }): Promise<Tab> {
	const waiting = wishes.alone ? undefined : free.get(JSON.stringify(options))?.pop();
	return waiting ?? openTab(options, wishes);
}

export async function giveTabBack(tab: Tab, options: BrowserContextOptions): Promise<void> {
	if (tab.forget === undefined) {
		await tab.context.close();
		return;
	}
	// A test that closes its page, as a browser that is killed, leaves none to be handed on.
	if (tab.page.isClosed()) {
		await tab.context.close();
		return;
	}
	await tab.forget();
	const key = JSON.stringify(options);
	free.set(key, [...(free.get(key) ?? []), tab]);
}

async function openTab(options: BrowserContextOptions, { alone }: { alone: boolean }): Promise<Tab> {
	browser ??= await openBrowser();
	const context = await browser.newContext(options);
	if (options.bypassCSP === true) withoutPolicy.add(context);
	const page = await context.newPage();
	page.setDefaultTimeout(20_000);
	return { context, page, forget: alone ? undefined : () => forget(context, page, options) };
}

/** Pages seen, cookies, what was kept, what a test has set: as in a new profile. */
async function forget(context: BrowserContext, page: Page, options: BrowserContextOptions): Promise<void> {
	page.removeAllListeners();
	await page.unrouteAll();
	await context.unrouteAll();
	for (const other of context.pages()) if (other !== page) await other.close();
	await page.goto('about:blank');
	const session = await context.newCDPSession(page);
	await session.send('Page.resetNavigationHistory');
	await session.send('Network.clearBrowserCache');
	await session.send('Storage.clearDataForOrigin', { origin: '*', storageTypes: 'all' });
	await session.detach();
	await context.clearCookies();
	await page.emulateMedia({ media: null, colorScheme: options.colorScheme ?? null });
	if (options.viewport) await page.setViewportSize(options.viewport);
}

async function openBrowser(): Promise<Browser> {
	const opened = await chromium.connect(inject('browser'));
	afterAll(async () => {
		browser = undefined;
		free.clear();
		await opened.close();
	});
	return opened;
}
