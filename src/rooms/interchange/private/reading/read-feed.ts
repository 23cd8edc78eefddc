import type { HsdsKind } from '#rooms/directory/hsds.ts';
import type { Imported, ImportInput } from '../../imported.ts';
import { FeedClient, type FeedAnswer, type FeedLimits } from './ask-feed.ts';
import { readPage, type FeedPage } from './read-feed-page.ts';
import { readJson, type JsonReading } from './read-json.ts';
import { Unreadable, type Report } from './report.ts';
import { SeenThings } from './seen-things.ts';

type FeedInput = Extract<ImportInput, { from: 'feed' }>;

const megabyte = 1024 * 1024;
export const feedLimits: FeedLimits = {
	idleMilliseconds: 30_000,
	totalMilliseconds: 60 * 60_000,
	answerBytes: 1024 * megabyte,
	totalBytes: 2048 * megabyte,
	pages: 50_000,
};

/** In this order: what others are sorted by and belong to comes first. Places of services stand within them. */
const lists: [string, HsdsKind][] = [
	['taxonomies', 'taxonomy'],
	['taxonomy_terms', 'taxonomy_term'],
	['organizations', 'organization'],
	['services', 'service'],
];

interface Walking {
	report: Report;
	signal: AbortSignal;
	limits?: FeedLimits;
}

/** All that a feed of HSDS 3 lists, by lines where it offers them and else page by page. */
export async function* readFeed(
	input: FeedInput,
	{ report, signal, limits = feedLimits }: Walking,
): AsyncGenerator<Imported> {
	const client = new FeedClient(readBase(input.url), input.allowPrivateAddresses ?? false, { limits, signal });
	using seen = new SeenThings();
	try {
		for (const [list, kind] of lists) {
			yield* readList(list, { client, limits, reading: { file: input.url, report, seen, kind, isFeed: true } });
		}
	} finally {
		client.close();
	}
}

function readBase(address: string): URL {
	const url = URL.canParse(address) ? new URL(address) : undefined;
	if (url === undefined || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') {
		throw new Unreadable('feed_address', { file: address });
	}
	url.search = '';
	url.hash = '';
	return url;
}

interface ListReading {
	client: FeedClient;
	limits: FeedLimits;
	reading: JsonReading;
}

async function* readList(list: string, walking: ListReading): AsyncGenerator<Imported> {
	const { client, reading } = walking;
	const lines = await client.ask(`/${list}?full=true&format=ndjson`);
	if (isNothing(lines, list)) {
		await drop(lines);
		reading.report.notice('feed_list_missing', { file: lines.url }, { list });
		yield* reading.report.take();
		return;
	}
	if (lines.status === 200 && /ndjson|jsonl|json-seq/.test(lines.type)) {
		yield* readJson(lines.body, { ...reading, file: lines.url });
		return;
	}
	if (lines.status === 200) return yield* readPages(list, lines, walking);
	// It may not know that format; the pages it must know.
	await drop(lines);
	yield* readPages(list, await client.ask(`/${list}?full=true&page=1`), walking);
}

/** Without services there is nothing to take in. */
function isNothing({ status }: FeedAnswer, list: string): boolean {
	return list !== 'services' && (status === 404 || status === 501);
}

async function drop({ body }: FeedAnswer): Promise<void> {
	await body[Symbol.asyncIterator]().return?.();
}

async function* readPages(list: string, first: FeedAnswer, walking: ListReading): AsyncGenerator<Imported> {
	const { client, limits, reading } = walking;
	const { report } = reading;
	let answer = first;
	let items = 0;
	for (let number = 1; ; number += 1) {
		const page: FeedPage = { items: 0, added: 0, total: undefined, isLast: undefined, pages: undefined };
		yield* readPage(answer, page, { client, list, reading });
		items += page.items;
		yield { progress: { doneBytes: client.received.bytes, totalBytes: undefined } };
		const isLast = page.isLast ?? number >= (page.pages ?? 1);
		if (page.items === 0 || isLast) {
			const told = page.total ?? items;
			if (items < told) report.notice('feed_short', { file: answer.url }, { told, found: items });
			yield* report.take();
			return;
		}
		// Where nothing new comes it would go on like that.
		if (page.added === 0) throw new Unreadable('feed_repeats', { file: answer.url }, { page: number });
		if (number >= limits.pages) throw new Unreadable('feed_endless', { file: answer.url }, { pages: number });
		answer = await client.ask(`/${list}?full=true&page=${number + 1}`);
	}
}
