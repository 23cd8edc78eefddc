import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import fc from 'fast-check';
import { afterAll, expect, inject, test } from 'vitest';
import { findPathLanguage } from '#house/language/language.ts';
import { texts } from '#messages';
import { method, pages, pieces, prefix } from './any-address.ts';

const address = new URL(inject('application'));
const agent = new Agent({ keepAlive: true, maxSockets: 16 });
afterAll(() => agent.destroy());

interface Ask {
	method: string;
	path: string;
}
interface Answer {
	status: number;
	type: string;
	location: string | undefined;
	body: string;
}

const casesPerPage = 2000;
const atOnce = 10;

test.each(pages)(
	'%s answers every address with a page, a way on or a refusal, never with a failure',
	async (_, page) => {
		const asks = fc.record({ method, path: fc.tuple(prefix, page).map(([language, rest]) => `/${language}${rest}`) });
		const crowd = fc.array(asks, { minLength: atOnce, maxLength: atOnce });
		await fc.assert(
			fc.asyncProperty(crowd, async (all) => {
				const answers = await Promise.all(all.map(async (one) => ({ one, answer: await ask(one) })));
				for (const { one, answer } of answers) expectSense(one, answer);
			}),
			{ numRuns: casesPerPage / atOnce },
		);
	},
	60_000,
);

test.each(pieces)(
	'%s answers every address with a piece or a refusal, never with a failure',
	async (_, piece) => {
		const crowd = fc.array(fc.record({ method, path: piece }), { minLength: atOnce, maxLength: atOnce });
		await fc.assert(
			fc.asyncProperty(crowd, async (all) => {
				const answers = await Promise.all(all.map(async (one) => ({ one, answer: await ask(one) })));
				for (const { one, answer } of answers) {
					const reads = one.method === 'GET' || one.method === 'HEAD';
					const expected = reads ? [200, 303, 308, 400, 404] : [200, 204, 308, 400, 403, 404, 405, 501];
					expect(expected, `${one.method} ${one.path}`).toContain(answer.status);
				}
			}),
			{ numRuns: casesPerPage / atOnce },
		);
	},
	60_000,
);

test.each([
	['broken letters', '/nl/communes/%ff'],
	['a NUL', '/nl/orientation/place?a=2&n=3&q=a%00b'],
	['half a letter', '/nl/communes?q=%c3'],
	['a book', `/nl/communes?q=${'a'.repeat(2000)}`],
])('an address with %s is called unreadable, in its language', async (_, path) => {
	const answer = await ask({ method: 'GET', path });
	expect(answer).toMatchObject({ status: 400, body: expect.stringContaining(texts('nl').house.error_400_title) });
	expectSense({ method: 'GET', path }, answer);
});

test('raw bytes on the wire are refused, and the server goes on', async () => {
	const bytes = fc.uint8Array({ minLength: 1, maxLength: 60 });
	await fc.assert(
		fc.asyncProperty(bytes, async (raw) => {
			const answer = await sendRaw(
				Buffer.concat([Buffer.from('GET /fr/communes/'), raw, Buffer.from(' HTTP/1.1\r\nHost: a\r\n\r\n')]),
			);
			expect(answer).toMatch(/^(HTTP\/1\.1 (200|303|308|400|404|405|431|505) |$)/);
		}),
		{ numRuns: 200 },
	);
	expect(await ask({ method: 'GET', path: '/fr' })).toMatchObject({ status: 200 });
}, 30_000);

function expectSense({ method: how, path }: Ask, { status, type, location, body }: Answer): void {
	const reads = how === 'GET' || how === 'HEAD';
	// A write from elsewhere is forbidden; a folder's slash is put right.
	const expected = reads ? [200, 303, 308, 400, 404] : [200, 204, 308, 400, 403, 404, 405, 501];
	expect(expected, `${how} ${path}`).toContain(status);
	// Nobody is led away from here by an address that begins here: not by //, nor by a backslash that browsers read as a slash.
	if (location !== undefined) expect(new URL(location, `http://here.example${path}`).host, path).toBe('here.example');
	if (how !== 'GET' || status < 400) return;
	const language = findPathLanguage(path);
	if (type.startsWith('application/json')) {
		expect(JSON.parse(body), path).toMatchObject({ error: expect.any(String), reason: expect.any(String) });
		return;
	}
	expect(type, path).toMatch(/^text\/html/);
	const shown = /<html lang="(fr|nl|de|en)">/.exec(body)?.[1];
	expect(shown, path).toBe(language ?? 'fr');
	const main = body.slice(body.indexOf('<main'), body.indexOf('</main>'));
	for (const way of ['orientation', 'communes', 'network']) expect(main, path).toContain(`href="/${shown}/${way}"`);
	expect(body, path).toContain('href="tel:112"');
}

function ask({ method: how, path }: Ask): Promise<Answer> {
	return new Promise((resolve, reject) => {
		const options = {
			agent,
			host: address.hostname,
			port: address.port,
			method: how,
			path: path.replaceAll(/[^!-~]/g, encodeURIComponent),
		};
		const sent = request(options, (response) => {
			let body = '';
			response.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
			const { 'content-type': type = '', location } = response.headers;
			response.on('end', () => resolve({ status: response.statusCode ?? 0, type, location, body }));
		});
		sent.on('error', (error) => reject(new Error(`${how} ${path}: ${error.message}`))).end();
	});
}

function sendRaw(bytes: Buffer): Promise<string> {
	return new Promise((resolve) => {
		const socket = connect(Number(address.port), address.hostname, () => socket.end(bytes));
		let answer = '';
		socket.setEncoding('latin1').on('data', (chunk: string) => (answer += chunk));
		socket.on('close', () => resolve(answer)).on('error', () => undefined);
	});
}
