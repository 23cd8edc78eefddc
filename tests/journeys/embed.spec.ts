import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import ICAL from 'ical.js';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { languages } from '#house/language/language.ts';
import { texts } from '#messages';
import { expectAccessible } from './expect-accessible.ts';
import { aVisitor, arrives, follow, listAddresses, withAndWithoutJavaScript } from './visitor.ts';

const address = inject('application');
const t = texts('fr').directory;

/** A commune's own site, which shows the box in a frame. */
let site: Server;
let siteAddress: string;
beforeAll(async () => {
	const page = `<!doctype html><html lang="fr"><title>Commune</title><body>
		<iframe src="${address}/embed/fr/communes/63079" title="Aide" width="280" height="600"></iframe></body></html>`;
	site = createServer((_, response) => response.setHeader('content-type', 'text/html').end(page));
	await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
	// The framework knows which kind of address it listens on.
	siteAddress = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
});
afterAll(() => site.close());

async function ask(path: string, headers: Record<string, string> = {}) {
	const response = await fetch(address + path, { headers });
	return { status: response.status, headers: response.headers, text: await response.text() };
}

describe('the box of a commune', () => {
	test('is shown on the commune’s own site, without script or cookie, and leads to the whole page', async () => {
		await using visitor = await aVisitor({ baseURL: siteAddress, mayLeave: true });
		const { page } = visitor;
		const asked: string[] = [];
		page.on('request', (request) => asked.push(request.url()));
		await page.goto('/');
		const frame = page.frameLocator('iframe');
		await frame
			.getByRole('heading', { name: /Verviers/ })
			.first()
			.waitFor();
		for (const number of ['112', '101', '+3280011172']) {
			expect(await frame.locator(`a[href="tel:${number}"]`).count()).toBe(1);
		}
		expect(asked.filter((url) => url.startsWith(address))).toEqual([
			`${address}/embed/fr/communes/63079`,
			`${address}/embed.css`,
		]);
		const width = await frame.locator('body').evaluate((body) => body.ownerDocument.documentElement.scrollWidth);
		expect(width).toBeLessThanOrEqual(280);
		await frame.getByRole('link', { name: t.embed_all({ place: 'Verviers' }) }).click();
		await page.waitForURL('**/fr/communes/63079');
		expect(page.frames()).toHaveLength(1);
	});

	test('lists the services of the commune’s page in the order of the day', async () => {
		await using visitor = await aVisitor();
		await visitor.page.goto('/fr/communes/63079');
		const listed = (await listAddresses(visitor.page)).slice(0, 3);
		const { text } = await ask('/embed/fr/communes/63079.html?max=3');
		const found = [...text.matchAll(/href="[^"]*(\/fr\/services\/[^"]+)"/g)].map(([, path]) => path);
		expect(found).toEqual(listed);
	});

	test('for an audience and a need lists what an orientation finds', async () => {
		await using visitor = await aVisitor();
		await visitor.page.goto('/fr/orientation/results?a=2&n=3&p=63079');
		const listed = await listAddresses(visitor.page);
		const { text } = await ask('/embed/fr/communes/63079.html?a=2&n=3&max=10');
		const found = [...text.matchAll(/href="[^"]*(\/fr\/services\/[^"]+)"/g)].map(([, path]) => path);
		expect(found.length).toBeGreaterThan(0);
		for (const path of found) expect(listed).toContain(path);
	});

	test.each(languages)('is accessible in %s, in light and dark, from 280 pixels on', async (language) => {
		await using visitor = await aVisitor({ bypassCSP: true });
		const { page } = visitor;
		await page.goto(`/embed/${language}/communes/63079`);
		expect(await page.locator('html').getAttribute('lang')).toBe(language);
		await expectAccessible(page);
		await page.setViewportSize({ width: 280, height: 600 });
		expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(280);
	});

	test('may be framed by anyone as a page, and only so', async () => {
		const frame = await ask('/embed/fr/communes/63079');
		expect(frame.status).toBe(200);
		expect(frame.headers.get('content-security-policy')).toBe(
			"default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *",
		);
		expect(frame.headers.get('x-frame-options')).toBeNull();
		expect(frame.headers.get('access-control-allow-origin')).toBeNull();
		const fragment = await ask('/embed/fr/communes/63079.html');
		expect(fragment.headers.get('access-control-allow-origin')).toBe('*');
		expect(fragment.text).not.toMatch(/<html|<head|<script|<style/);
		for (const path of [
			'/embed/fr/communes/63079.html',
			'/fr/embed',
			'/fr/communes/63079',
			'/embed.css',
			'/embed/fr',
		]) {
			const { headers } = await ask(path);
			expect(headers.get('content-security-policy'), path).toContain("frame-ancestors 'none'");
			expect(headers.get('x-frame-options'), path).toBe('DENY');
		}
		for (const { headers } of [frame, fragment]) expect(headers.get('set-cookie')).toBeNull();
	});

	test('is kept for five minutes, and told unchanged with its whole policy', async () => {
		for (const path of ['/embed/nl/communes/63079', '/embed/nl/communes/63079.html']) {
			const first = await ask(path);
			expect(first.headers.get('cache-control')).toBe('public, max-age=300');
			const etag = first.headers.get('etag') ?? '';
			expect(etag).toMatch(/^"[\w-]{22}"$/);
			const again = await ask(path, { 'if-none-match': `"x", W/${etag}` });
			expect([again.status, again.text]).toEqual([304, '']);
			for (const name of ['content-security-policy', 'access-control-allow-origin', 'etag', 'x-frame-options'])
				expect(again.headers.get(name), name).toBe(first.headers.get(name));
		}
	});

	test.each([
		['/embed/fr/communes/00000', 404],
		['/embed/fr/communes/verviers.html', 404],
		['/embed/fr/communes/63079?max=11', 400],
		['/embed/fr/communes/63079?max=0', 400],
		['/embed/fr/communes/63079.html?a=2', 400],
		['/embed/fr/communes/63079.html?a=9&n=3', 400],
	])('%s is refused, and still tells the number to call', async (path, status) => {
		const answer = await ask(path);
		expect(answer.status).toBe(status);
		expect(answer.text).toContain('tel:+3280011172');
		expect(answer.headers.get('cache-control')).toBe('no-store');
	});
});

describe.each(withAndWithoutJavaScript)('a commune’s webmaster, $how,', ({ javaScript }) => {
	test('chooses the box, sees it and copies its code', async () => {
		await using visitor = await aVisitor({ javaScript });
		const { page } = visitor;
		await page.goto('/fr/communes/63079');
		await follow(page, t.embed_link);
		await arrives(page, t.embed_title);
		await page.getByText(`<iframe src="`).waitFor();
		await page.getByLabel(t.embed_language).selectOption('de');
		await page.getByLabel(t.embed_max).selectOption('3');
		await page.getByLabel(t.embed_commune).fill('Eupen');
		await page.getByRole('button', { name: t.embed_show }).click();
		await page.getByRole('heading', { name: t.embed_code_heading({ place: 'Eupen' }) }).waitFor();
		const code = await page.locator('.code-to-copy').allTextContents();
		expect(code[0]).toMatch(/^<iframe src="http[^"]+\/embed\/de\/communes\/63023\?max=3" title="[^"]+" width="100%"/);
		expect(code[1]).toMatch(/\/embed\/de\/communes\/63023\.html\?max=3$/);
		await page.locator('.maillage-box[lang="de"]').waitFor();
		await page.getByLabel(t.embed_commune).fill('Nirgendwo');
		await page.getByRole('button', { name: t.embed_show }).click();
		await page.getByRole('alert').getByText(t.embed_problem_place).waitFor();
		await page.getByLabel(t.embed_commune).fill('1050');
		await page.getByRole('button', { name: t.embed_show }).click();
		await page.getByRole('link', { name: 'Ixelles' }).click();
		await page.getByRole('heading', { name: t.embed_code_heading({ place: 'Ixelles' }) }).waitFor();
	});
});

test.each(['/fr/embed', '/nl/embed?p=63079&l=nl', '/de/embed?q=1050', '/en/embed?q=Xyz'])(
	'%s is accessible',
	async (path) => {
		await using visitor = await aVisitor({ bypassCSP: true });
		await visitor.page.goto(path);
		await expectAccessible(visitor.page);
	},
);

describe('the calendar of closures', () => {
	test('is linked from the page of a service, and its head says what its body is', async () => {
		await using visitor = await aVisitor();
		const { page } = visitor;
		await page.goto('/fr/communes/63079');
		const [first = ''] = await listAddresses(page);
		await page.goto(first);
		const link = page.getByRole('link', { name: t.closures_link });
		const path = (await link.getAttribute('href')) ?? '';
		expect(path).toMatch(/^\/services\/[0-9a-f-]{36}\/closures\.ics\?l=fr$/);
		const answer = await ask(path);
		expect(answer.status).toBe(200);
		expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
		expect(answer.headers.get('content-disposition')).toMatch(/^inline; filename="maillage-service-[0-9a-f]{8}\.ics"$/);
		expect(new ICAL.Component(ICAL.parse(answer.text)).name).toBe('vcalendar');
		const again = await ask(path, { 'if-none-match': answer.headers.get('etag') ?? '' });
		expect([again.status, again.text]).toEqual([304, '']);
		expect((await ask(path.replace('l=fr', 'l=nl'))).headers.get('etag')).not.toBe(answer.headers.get('etag'));
	});

	test('is none of a service that does not exist', async () => {
		for (const kind of ['services', 'organisations']) {
			for (const id of ['c0ffee00-0000-4000-8000-000000000000', 'x']) {
				const answer = await ask(`/${kind}/${id}/closures.ics?l=de`);
				expect([answer.status, answer.text]).toEqual([404, `${texts('de').house.error_404_title}\n`]);
			}
		}
	});
});
