import type { Imported } from '../../imported.ts';
import type { FeedAnswer, FeedClient } from './ask-feed.ts';
import { JsonSlicer } from './json-slices.ts';
import type { JsonSlice } from './json-slice.ts';
import { parseSlice } from './parse-slice.ts';
import { readThing, type JsonReading } from './read-json.ts';
import { Unreadable } from './report.ts';

/** What a page turned out to be. */
export interface FeedPage {
	items: number;
	/** How many of them had not come before. */
	added: number;
	/** What its envelope says, as far as it does. */
	total: number | undefined;
	pages: number | undefined;
	isLast: boolean | undefined;
}

export interface PageReading {
	client: FeedClient;
	list: string;
	reading: JsonReading;
}

/** Lists that may be in a short form, where each thing has to be asked for. */
const nested = ['services', 'organizations'];

/** The things of a page; fills in what it says of itself. */
export async function* readPage(answer: FeedAnswer, page: FeedPage, asking: PageReading): AsyncGenerator<Imported> {
	for await (const slice of slicePage(answer)) {
		const given = parseSlice(slice, answer.url);
		if (typeof given !== 'object' || given === null || Array.isArray(given)) {
			asking.reading.report.error('no_thing', { file: answer.url, line: slice.line });
		} else if (slice.isEnvelope) readEnvelope(given, page);
		else yield* readItem({ given, slice, answer }, page, asking);
		yield* asking.reading.report.take();
	}
}

interface Item {
	given: object;
	slice: JsonSlice;
	answer: FeedAnswer;
}

async function* readItem(
	{ given, slice, answer }: Item,
	page: FeedPage,
	asking: PageReading,
): AsyncGenerator<Imported> {
	page.items += 1;
	const place = { file: answer.url, line: slice.line };
	const whole = isShort(given, asking.list) ? await findWhole(given, asking) : given;
	if (whole === undefined) asking.reading.report.notice('feed_short_form', place);
	for (const found of readThing(whole ?? given, place, asking.reading)) {
		if ('entity' in found) page.added += 1;
		yield found;
	}
}

async function* slicePage({ url, status, type, body }: FeedAnswer): AsyncGenerator<JsonSlice> {
	if (status !== 200) throw new Unreadable('feed_status', { file: url }, { status });
	if (/html|xml|image|octet/.test(type)) throw new Unreadable('feed_no_json', { file: url }, { type });
	const slicer = new JsonSlicer(url);
	for await (const chunk of body) yield* slicer.take(chunk);
	yield* slicer.end();
}

function readEnvelope(
	given: { total_items?: unknown; total_pages?: unknown; last_page?: unknown },
	page: FeedPage,
): void {
	const { total_items: total, total_pages: pages, last_page: isLast } = given;
	page.total = typeof total === 'number' ? total : undefined;
	page.pages = typeof pages === 'number' ? pages : undefined;
	page.isLast = typeof isLast === 'boolean' ? isLast : undefined;
}

/** In the full form something stands within a service or an organisation as a list. */
function isShort(given: object, list: string): boolean {
	return nested.includes(list) && !Object.values(given).some((value) => Array.isArray(value));
}

/** The thing by its own address; undefined when the feed does not give it there. */
async function findWhole(given: { id?: unknown }, { client, list }: PageReading): Promise<object | undefined> {
	if (typeof given.id !== 'string') return undefined;
	const answer = await client.ask(`/${list}/${encodeURIComponent(given.id)}`);
	if (answer.status !== 200) return undefined;
	const values: unknown[] = [];
	for await (const slice of slicePage(answer)) values.push(parseSlice(slice, answer.url));
	const [found] = values;
	const isSame = typeof found === 'object' && found !== null && 'id' in found && found.id === given.id;
	return isSame ? found : undefined;
}
