import type { BrowserContextOptions, Page } from 'playwright-core';
import { expect, inject } from 'vitest';
import { giveTabBack, takeTab } from './tab.ts';

export const withAndWithoutJavaScript = [
	{ how: 'with JavaScript', javaScript: true },
	{ how: 'without JavaScript', javaScript: false },
];

export interface Visitor extends AsyncDisposable {
	page: Page;
	javaScript: boolean;
	/** The addresses that the browser asked for outside of the site. */
	outside: string[];
}

interface Wishes extends BrowserContextOptions {
	javaScript?: boolean;
	/** Journeys that leave the site say so; anyone else's browser asks for nothing outside. */
	mayLeave?: boolean;
	/** Whoever signs in has cookies at the end of the visit. */
	keepsCookies?: boolean;
	/** What is in the cookie of someone who works in the network. */
	session?: string;
	/** For a test that puts its own clock, its own answers or a device into the browser: nobody comes after it. */
	alone?: boolean;
}

/**
 * Someone with a small telephone. At the end of the visit the browser has no cookie, has asked nobody else for anything
 * and has found nothing to complain about.
 */
export async function aVisitor({
	javaScript = true,
	mayLeave = false,
	session,
	keepsCookies = session !== undefined,
	alone = mayLeave,
	...wishes
}: Wishes = {}): Promise<Visitor> {
	const options: BrowserContextOptions = {
		viewport: { width: 360, height: 740 },
		javaScriptEnabled: javaScript,
		baseURL: inject('application'),
		locale: 'fr-BE',
		...wishes,
	};
	const tab = await takeTab(options, { alone });
	const { context, page } = tab;
	if (session !== undefined)
		await context.addCookies([{ name: 'maillage', value: session, url: inject('application') }]);
	const outside: string[] = [];
	const complaints: string[] = [];
	const site = wishes.baseURL ?? inject('application');
	const ours = [site, inject('axe')];
	page.on('request', (request) => !ours.some((url) => request.url().startsWith(url)) && outside.push(request.url()));
	page.on('pageerror', (error) => complaints.push(error.message));
	page.on('console', (message) => {
		// The browser reports a page that does not exist as an error; that page is what some journeys look at.
		const isPageItself = message.location().url === page.url() && message.text().startsWith('Failed to load');
		if (['error', 'warning'].includes(message.type()) && !isPageItself && !mayLeave) complaints.push(message.text());
	});
	async function leave(): Promise<void> {
		const cookies = keepsCookies ? [] : await context.cookies();
		await giveTabBack(tab, options);
		expect({ cookies, complaints, outside: mayLeave ? [] : outside }).toEqual({
			cookies: [],
			complaints: [],
			outside: [],
		});
	}
	return { page, javaScript, outside, [Symbol.asyncDispose]: leave };
}

/** The page with this title is there, and on it the two numbers for a danger. */
export async function arrives(page: Page, title: string): Promise<void> {
	await page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor();
	const calls = page.getByRole('complementary').getByRole('link');
	expect(await calls.evaluateAll((links) => links.map((link) => link.getAttribute('href')))).toEqual([
		'tel:112',
		'tel:101',
	]);
}

/** Follows the link that begins with these words. */
export async function follow(page: Page, words: string): Promise<void> {
	await page.getByRole('main').getByRole('link', { name: words }).first().click();
}

/** Tells where one lives: by choosing from what is proposed or, without JavaScript, by sending what was typed. */
export async function tellPlace({ page, javaScript }: Visitor, typed: string): Promise<void> {
	const field = page.locator('#place');
	await field.fill(typed);
	if (javaScript) await page.getByRole('option').first().click();
	await page.getByRole('main').getByRole('button').click();
}

export interface Card {
	name: string;
	/** The heading above its group. */
	group: string;
	why: string;
	/** The telephone numbers one can tap. */
	calls: string[];
	text: string;
}

export function readCards(page: Page): Promise<Card[]> {
	return page.locator('main .card').evaluateAll((cards) =>
		cards.map((card) => ({
			name: card.querySelector('h3')?.textContent?.trim() ?? '',
			group: card.parentElement?.previousElementSibling?.textContent?.trim() ?? '',
			why: card.querySelector('.card__why')?.textContent ?? '',
			calls: [...card.querySelectorAll('a[href^="tel:"]')].map((link) => link.getAttribute('href') ?? ''),
			text: card.textContent ?? '',
		})),
	);
}

/** The addresses of the services on the cards, in their order. */
export function listAddresses(page: Page): Promise<string[]> {
	return page.locator('main .card h3 a').evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
}
