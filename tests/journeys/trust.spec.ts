import { request, type IncomingHttpHeaders } from 'node:http';
import { describe, expect, inject, test } from 'vitest';
import { texts } from '#messages';
import { aVisitor, arrives } from './visitor.ts';

/** What every answer says to the browser, whatever the answer is. */
const promised = {
	'cross-origin-opener-policy': 'same-origin',
	'cross-origin-embedder-policy': 'require-corp',
	'cross-origin-resource-policy': 'same-origin',
	'origin-agent-cluster': '?1',
	'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()',
	'referrer-policy': 'no-referrer',
	'x-content-type-options': 'nosniff',
	'x-frame-options': 'DENY',
};
const answers: [number, string][] = [
	[303, '/'],
	[200, '/fr'],
	[200, '/fr/orientation/results?a=2&n=3&p=63079'],
	[200, '/fr/places?q=Verviers'],
	[400, '/fr/places?q='],
	[303, '/fr/orientation/need'],
	[400, '/fr/orientation/results?a=9'],
	[400, '/fr/communes/%ff'],
	[404, '/fr/nowhere'],
	[404, '/_app/immutable/nothing.js'],
	[405, '/fr'],
	[303, '/fr/exit'],
	[200, '/robots.txt'],
	[200, '/sitemap.xml'],
	[200, '/sitemap-pages.xml'],
	[200, '/favicon.svg'],
	[200, '/health/live'],
	[200, '/fr/embed?p=63079'],
	[404, '/services/c0ffee00-0000-4000-8000-000000000000/closures.ics'],
];

describe('every answer', () => {
	test.each(answers)('%i %s carries the security headers and no cookie', async (status, path) => {
		const answer = await ask(path, status === 405 ? { method: 'PUT', headers: { 'content-type': 'text/csv' } } : {});
		expect(answer.status).toBe(status);
		expect(answer.headers).toMatchObject(promised);
		expect(answer.headers).not.toHaveProperty('set-cookie');
		expect(answer.headers).not.toHaveProperty('server');
		expect(answer.headers).not.toHaveProperty('x-powered-by');
		expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
		const policy = readPolicy(answer.headers);
		expect(policy['default-src']).toBe("'none'");
		expect(policy['frame-ancestors']).toBe("'none'");
		expect(policy['base-uri']).toBe("'none'");
		expect(answer.headers['content-security-policy']).not.toMatch(/unsafe|\*|http/);
	});
});

test('a page runs its one script by hash, and takes styles, images and answers from here alone', async () => {
	const policy = readPolicy((await ask('/fr/orientation/place?a=2&n=3')).headers);
	expect(policy['script-src']).toMatch(/^'self'( 'sha256-[\w+/=]+')+$/);
	expect(policy).toMatchObject({ 'style-src': "'self'", 'connect-src': "'self'", 'form-action': "'self'" });
	expect(policy['img-src']).toBe("'self' data:");
});

test('whatever a page needs is served with the same headers, and may be kept for ever', async () => {
	const { body } = await ask('/fr/orientation/place?a=2&n=3');
	const assets = [...body.matchAll(/(?:href|src)="(\/_app\/[^"]+)"/g)].map(([, path]) => path ?? '');
	expect(assets.some((path) => path.endsWith('.css'))).toBe(true);
	expect(assets.some((path) => path.endsWith('.js'))).toBe(true);
	for (const asset of assets) {
		const answer = await ask(asset);
		expect(answer.status).toBe(200);
		expect(answer.headers).toMatchObject({ ...promised, 'cache-control': 'public,max-age=31536000,immutable' });
	}
});

test('a page seen a second time is as it was the first time', async () => {
	const first = await ask('/fr/communes/63079');
	const again = await ask('/fr/communes/63079', { headers: { 'if-none-match': first.headers.etag ?? '*' } });
	expect(again.headers['content-security-policy']).toBe(first.headers['content-security-policy']);
	await using visitor = await aVisitor();
	const { page } = visitor;
	const looks: string[] = [];
	for (const path of ['/fr/communes/63079', '/fr', '/fr/communes/63079']) {
		await page.goto(path);
		looks.push(await page.locator('header').evaluate((header) => getComputedStyle(header).backgroundColor));
	}
	expect(new Set(looks).size).toBe(1);
});

test('strict transport is asked for behind an encrypting proxy only', async () => {
	const forged = await ask('/fr', { headers: { 'x-forwarded-proto': 'https' } });
	expect(forged.headers).not.toHaveProperty('strict-transport-security');
});

test('nothing stays in the browser, and pages without a place field bring no script file', async () => {
	await using visitor = await aVisitor();
	const { page } = visitor;
	const scripts: string[] = [];
	page.on('request', (each) => each.resourceType() === 'script' && scripts.push(each.url()));
	for (const path of [
		'',
		'/orientation/need?a=2',
		'/orientation/results?a=2&n=3&p=63079',
		'/network',
		'/safety',
		'/nowhere',
	]) {
		await page.goto(`/fr${path}`);
		const kept = await page.evaluate(async () => ({
			local: localStorage.length,
			session: sessionStorage.length,
			databases: (await indexedDB.databases()).length,
			workers: (await navigator.serviceWorker.getRegistrations()).length,
		}));
		expect(kept).toEqual({ local: 0, session: 0, databases: 0, workers: 0 });
	}
	expect(scripts).toEqual([]);
	await page.goto('/fr/communes');
	await arrives(page, texts('fr').orientation.communes_title);
	expect(scripts).toHaveLength(2);
});

interface Answer {
	status: number;
	headers: IncomingHttpHeaders;
	body: string;
}

function ask(path: string, options: { method?: string; headers?: Record<string, string> } = {}): Promise<Answer> {
	return new Promise((resolve, reject) => {
		const sent = request(inject('application') + path, options, (response) => {
			let body = '';
			response.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
			response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
		});
		sent.on('error', reject).end();
	});
}

function readPolicy(headers: IncomingHttpHeaders): Record<string, string> {
	const policy = String(headers['content-security-policy'] ?? '');
	return Object.fromEntries(
		policy.split('; ').map((line) => [line.split(' ')[0] ?? '', line.slice(line.indexOf(' ') + 1)]),
	);
}
