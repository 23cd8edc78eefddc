import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { ImportProblem } from '../../imported.ts';
import { isPublicAddress } from './address-guard.ts';
import type { FeedLimits } from './ask-feed.ts';
import { feedLimits, readFeed } from './read-feed.ts';
import { Report, Unreadable } from './report.ts';

type Answer = (request: URL, response: ServerResponse, message: IncomingMessage) => void;

interface Feed extends AsyncDisposable {
	url: string;
	/** The paths that were asked. */
	asked: string[];
}

async function aFeed(answer: Answer): Promise<Feed> {
	const asked: string[] = [];
	const server = createServer((request, response) => {
		asked.push(request.url ?? '');
		answer(new URL(request.url ?? '/', 'http://feed'), response, request);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	// A server that listens on a port has such an address.
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}/api`,
		asked,
		async [Symbol.asyncDispose]() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

const idOf = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
const aService = (number: number) => ({ id: idOf(number), name: `S${number}`, status: 'active', phones: [] });

function send(response: ServerResponse, content: unknown, type = 'application/json'): void {
	response
		.writeHead(200, { 'content-type': type })
		.end(typeof content === 'string' ? content : JSON.stringify(content));
}

function pageOf(contents: object[], page: number, pages: number): object {
	const total = { total_items: pages * contents.length, total_pages: pages, page_number: page, size: contents.length };
	return { ...total, first_page: page === 1, last_page: page >= pages, empty: contents.length === 0, contents };
}

/** A feed that has services only; `answer` gives their pages. */
function services(answer: (page: number, response: ServerResponse, url: URL) => void): Answer {
	return (url, response) => {
		if (url.pathname === '/api/services') answer(Number(url.searchParams.get('page') ?? 1), response, url);
		else response.writeHead(404).end();
	};
}

async function read(url: string, limits: Partial<FeedLimits> = {}, allowPrivateAddresses = true) {
	const report = new Report('feed');
	const names: string[] = [];
	const problems: ImportProblem[] = [];
	let refused: Unreadable | undefined;
	const walking = { report, signal: new AbortController().signal, limits: { ...feedLimits, ...limits } };
	try {
		for await (const found of readFeed({ from: 'feed', url, allowPrivateAddresses }, walking)) {
			if ('entity' in found) names.push(JSON.stringify(found.entity.object.name).slice(1, -1));
			if ('problem' in found) problems.push(found.problem);
		}
	} catch (error) {
		if (!(error instanceof Unreadable)) throw error;
		refused = error;
	}
	return { names, refused, codes: problems.map(({ code }) => code) };
}

const missing = ['feed_list_missing', 'feed_list_missing', 'feed_list_missing'];

test('a feed is read list by list, page by page', async () => {
	await using feed = await aFeed((url, response) => {
		const page = Number(url.searchParams.get('page') ?? 1);
		const lists: Record<string, object[]> = {
			taxonomies: [{ id: idOf(1), name: 'T', description: 'd' }],
			taxonomy_terms: [{ id: idOf(2), name: 'U', description: 'd' }],
			organizations: [{ id: idOf(3), name: 'O', description: 'd', phones: [], services: [aService(9)] }],
			services: [aService(page * 10), aService(page * 10 + 1)],
		};
		const list = url.pathname.split('/').at(-1) ?? '';
		send(response, pageOf(lists[list] ?? [], page, list === 'services' ? 3 : 1));
	});
	const found = await read(feed.url);
	expect(found).toMatchObject({ refused: undefined, codes: [] });
	expect(found.names).toEqual(['T', 'U', 'O', 'S10', 'S11', 'S20', 'S21', 'S30', 'S31']);
});

test('a feed that offers lines is read by lines, also when it packs them', async () => {
	await using feed = await aFeed(
		services((_page, response, url) => {
			expect(url.searchParams.get('format')).toBe('ndjson');
			const lines = gzipSync([1, 2, 3].map((number) => `${JSON.stringify(aService(number))}\n`).join(''));
			response.writeHead(200, { 'content-type': 'application/x-ndjson', 'content-encoding': 'gzip' }).end(lines);
		}),
	);
	expect(await read(feed.url)).toEqual({ names: ['S1', 'S2', 'S3'], refused: undefined, codes: missing });
});

test('a feed that refuses lines is asked for pages', async () => {
	await using feed = await aFeed(
		services((page, response, url) => {
			if (url.searchParams.has('format')) response.writeHead(400).end();
			else send(response, pageOf([aService(page)], page, 2));
		}),
	);
	expect((await read(feed.url)).names).toEqual(['S1', 'S2']);
});

test('services in a short form are asked for one by one', async () => {
	await using feed = await aFeed((url, response) => {
		if (url.pathname === `/api/services/${idOf(1)}`) send(response, { ...aService(1), name: 'Whole' });
		else if (url.pathname === '/api/services') {
			const short = [1, 2].map((number) => ({ id: idOf(number), name: `Short${number}`, status: 'active' }));
			send(response, pageOf(short, 1, 1));
		} else response.writeHead(404).end();
	});
	const found = await read(feed.url);
	expect(found.names).toEqual(['Whole', 'Short2']);
	expect(found.codes).toContain('feed_short_form');
});

describe('a feed that lies', () => {
	test('about how many pages it has, too many, ends where nothing more comes, which is said', async () => {
		await using feed = await aFeed(
			services((page, response) => {
				const envelope = { total_items: 500, total_pages: 100, contents: page < 3 ? [aService(page)] : [] };
				send(response, envelope);
			}),
		);
		expect(await read(feed.url)).toMatchObject({ names: ['S1', 'S2'], codes: [...missing, 'feed_short'] });
	});

	test('about how many pages it has, too few, is read on as long as it says there is more', async () => {
		await using feed = await aFeed(
			services((page, response) =>
				send(response, { total_pages: 1, last_page: page === 3, contents: [aService(page)] }),
			),
		);
		expect((await read(feed.url)).names).toEqual(['S1', 'S2', 'S3']);
	});

	test('by giving the same page again and again is stopped', async () => {
		await using feed = await aFeed(services((_page, response) => send(response, pageOf([aService(1)], 1, 1_000_000))));
		const found = await read(feed.url);
		expect(found.refused).toMatchObject({ code: 'feed_repeats', values: { page: 2 } });
		expect(found.refused?.place.file).toBe(`${feed.url}/services?full=true&page=2`);
	});

	test('by never ending is stopped', async () => {
		await using feed = await aFeed(
			services((page, response) => send(response, { last_page: false, contents: [aService(page)] })),
		);
		const found = await read(feed.url, { pages: 20 });
		expect(found.refused).toMatchObject({ code: 'feed_endless' });
		expect(found.names).toHaveLength(20);
	});

	test('by sending without end is stopped', async () => {
		await using feed = await aFeed(
			services((_page, response) => {
				response.writeHead(200, { 'content-type': 'application/json' });
				const more = () => {
					while (response.write(`{"x":"${'a'.repeat(60_000)}"}\n`));
					response.once('drain', more);
				};
				more();
			}),
		);
		expect((await read(feed.url, { answerBytes: 1_000_000 })).refused).toMatchObject({ code: 'feed_large' });
	});

	test('by packing much into little is stopped', async () => {
		const packed = gzipSync(Buffer.alloc(5_000_000, ' '));
		await using feed = await aFeed(
			services((_page, response) =>
				response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' }).end(packed),
			),
		);
		expect((await read(feed.url, { answerBytes: 1_000_000 })).refused).toMatchObject({ code: 'feed_large' });
	});
});

describe('refused, with the address, is a feed that', () => {
	test('sends no JSON', async () => {
		await using html = await aFeed(services((_page, response) => send(response, '<html>', 'text/html')));
		expect((await read(html.url)).refused).toMatchObject({
			code: 'feed_no_json',
			place: { file: expect.stringContaining(html.url) as string },
		});
		await using text = await aFeed(services((_page, response) => send(response, '{"contents": [}')));
		expect((await read(text.url)).refused?.code).toMatch(/json/);
	});

	test('fails, or has no services', async () => {
		await using feed = await aFeed((_url, response) => response.writeHead(500).end());
		expect((await read(feed.url)).refused).toMatchObject({ code: 'feed_status', values: { status: 500 } });
		await using empty = await aFeed((_url, response) => response.writeHead(404).end());
		expect((await read(empty.url)).refused).toMatchObject({ code: 'feed_status', values: { status: 404 } });
	});

	test('hangs, before its answer or within', async () => {
		await using silent = await aFeed(() => undefined);
		expect((await read(silent.url, { idleMilliseconds: 100 })).refused).toMatchObject({ code: 'feed_slow' });
		await using stuck = await aFeed(
			services((_page, response) =>
				response.writeHead(200, { 'content-type': 'application/json' }).write('{"contents":['),
			),
		);
		expect((await read(stuck.url, { idleMilliseconds: 100 })).refused).toMatchObject({ code: 'feed_slow' });
		await using drip = await aFeed(
			services((_page, response) => {
				response.writeHead(200, { 'content-type': 'application/json' });
				const timer = setInterval(() => response.write(' '), 10);
				response.on('close', () => clearInterval(timer));
			}),
		);
		expect((await read(drip.url, { totalMilliseconds: 300 })).refused).toMatchObject({ code: 'feed_slow' });
	});

	test('breaks off', async () => {
		await using feed = await aFeed(
			services((_page, response) => {
				response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
				response.write('{"contents":[', () => response.destroy());
			}),
		);
		expect((await read(feed.url)).refused).toMatchObject({ code: 'feed_unreachable' });
	});

	test('is not there', async () => {
		const feed = await aFeed(() => undefined);
		await feed[Symbol.asyncDispose]();
		expect((await read(feed.url)).refused).toMatchObject({ code: 'feed_unreachable' });
	});

	test.each(['http://localhost:1/', 'http://elsewhere.example/', '//elsewhere.example/x', 'file:///etc/passwd'])(
		'refers to %s',
		async (location) => {
			await using feed = await aFeed((_url, response) => response.writeHead(302, { location }).end());
			expect((await read(feed.url)).refused).toMatchObject({ code: 'feed_elsewhere', values: { to: location } });
			expect(feed.asked).toHaveLength(1);
		},
	);

	test('refers to itself without end', async () => {
		await using feed = await aFeed((url, response) => response.writeHead(302, { location: url.pathname }).end());
		expect((await read(feed.url)).refused).toMatchObject({ code: 'feed_redirects' });
	});

	test('is no address, or has a password in it', async () => {
		for (const url of ['nowhere', 'ftp://a.example/', 'file:///etc/passwd', 'https://user:word@a.example/']) {
			expect((await read(url)).refused).toMatchObject({ code: 'feed_address' });
		}
	});
});

test('a redirect on the same host is followed', async () => {
	await using feed = await aFeed((url, response) => {
		if (url.pathname.startsWith('/api/'))
			response.writeHead(301, { location: `/v3${url.pathname}${url.search}` }).end();
		else if (url.pathname === '/v3/api/services') send(response, pageOf([aService(1)], 1, 1));
		else response.writeHead(404).end();
	});
	expect((await read(feed.url)).names).toEqual(['S1']);
});

test('a private address is never asked, however it is written', async () => {
	await using feed = await aFeed((_url, response) => send(response, '[]'));
	const { port } = new URL(feed.url);
	// The last one is a name, which only the lookup of the connection itself resolves.
	for (const host of [
		'127.0.0.1',
		'127.1',
		'0x7f000001',
		'2130706433',
		'[::1]',
		'[::ffff:127.0.0.1]',
		'[::]',
		'localhost',
	]) {
		const found = await read(`http://${host}:${port}/`, {}, false);
		expect(found.refused, host).toMatchObject({ code: 'feed_private' });
	}
	expect(feed.asked).toEqual([]);
});

test.each([
	['10.1.2.3', false],
	['100.64.0.1', false],
	['127.9.9.9', false],
	['169.254.169.254', false],
	['172.31.0.1', false],
	['192.168.1.1', false],
	['198.18.0.1', false],
	['224.0.0.1', false],
	['255.255.255.255', false],
	['0.0.0.0', false],
	['fe80::1', false],
	['fc00::1', false],
	['fd12::1', false],
	['ff02::1', false],
	['::ffff:8.8.8.8', false],
	['::ffff:10.0.0.1', false],
	['64:ff9b::a00:1', false],
	['2002:a00:1::', false],
	['2001::1', false],
	['no address', false],
	['8.8.8.8', true],
	['172.32.0.1', true],
	['100.128.0.1', true],
	['2a02:2788::1', true],
])('%s is public: %s', (address, is) => {
	expect(isPublicAddress(address)).toBe(is);
});
