import type { TransferFigures } from './measure-transfer.ts';
import type { AgainstLimit } from './measure-against-limit.ts';
import type { HsdsFigures } from './measure-hsds.ts';
import type { InboxFigures } from './measure-inbox.ts';
import type { OrientationFigures } from './measure-orientation.ts';
import type { PeopleFigures } from './measure-people.ts';
import type { PlaceFigures } from './measure-places.ts';
import type { MemoryFigures } from './measure-start.ts';
import type { WriteFigures } from './measure-writes.ts';
import type { Row } from './report.ts';
import type { Spread } from './numbers.ts';

/** All that was measured in one run; undefined is what broke off. */
export interface Figures {
	orientation: OrientationFigures[];
	hsds: HsdsFigures[];
	places: PlaceFigures | undefined;
	people: PeopleFigures | undefined;
	databaseUp: Spread | undefined;
	embedded: Spread | undefined;
	memory: MemoryFigures | undefined;
	transfer: TransferFigures | undefined;
	writes: WriteFigures | undefined;
	inbox: InboxFigures | undefined;
}

/** The figures against what they must reach. */
export function listRows(figures: Figures): Row[] {
	const { orientation, hsds, places, people, databaseUp, embedded, memory, transfer, writes, inbox } = figures;
	return [
		...orientation.map(rateOrientation),
		...hsds.flatMap(rateHsds),
		...rateGrowth(orientation),
		...rate(places, ({ p50Milliseconds, p99Milliseconds }) => [
			atMost(['place lookup as you type, p50', 'ms'], [30, 10], p50Milliseconds),
			atMost(['place lookup as you type, p99', 'ms'], [30, 10], p99Milliseconds),
		]),
		...rate(writes, (each) => [rateWrites(each)]),
		...rate(people, (each) => [ratePeople(each)]),
		...rate(inbox, rateInbox),
		...rate(databaseUp, (each) => [atMost(['start to first page, database up', 's'], [1, 0.4], inSeconds(each))]),
		...rate(embedded, (each) => [atMost(['start to first page, embedded database', 's'], [5, 2], inSeconds(each))]),
		...rate(memory, rateMemory),
		...rate(transfer, ({ bytes, scriptBytes }) => [
			atMost(['results page, first visit, all bytes', 'kB'], [40, 20], once(bytes / 1000)),
			atMost(['results page, first visit, script files', 'kB'], [0, 0], once(scriptBytes / 1000)),
		]),
	];
}

/** The rows of what was measured; none of what was not. */
function rate<Measured>(figures: Measured | undefined, list: (figures: Measured) => Row[]): Row[] {
	return figures === undefined ? [] : list(figures);
}

function rateOrientation({ services, limit, ours }: OrientationFigures): Row {
	return {
		scenario: `orientation results page / limit list, ${count(services)} services`,
		unit: 'ratio',
		mustReach: 0.4,
		aim: 0.8,
		moreIsBetter: true,
		measured: divide(ours.answersPerSecond, limit.answersPerSecond),
	};
}

function ratePeople({ walled, open }: PeopleFigures): Row {
	return {
		scenario: 'signed-in list page, own organisation, behind row-level security / same SQL without it',
		unit: 'ratio',
		mustReach: 0.7,
		aim: 0.9,
		moreIsBetter: true,
		measured: divide(walled, open),
	};
}

function rateWrites({ limit, ours }: WriteFigures): Row {
	return {
		scenario: 'sending a sealed request, durable / limit write',
		unit: 'ratio',
		mustReach: 0.25,
		aim: 0.6,
		moreIsBetter: true,
		measured: divide(ours.answersPerSecond, limit.answersPerSecond),
	};
}

function rateInbox({ unlock, list, open, search, requests, searched }: InboxFigures): Row[] {
	return [
		atMost(
			[`browser: ${count(requests)} sealed lines fetched and listed, before unlocking`, 's'],
			[0.5, 0.2],
			inSeconds(list),
		),
		atMost(['browser: unlock with the passphrase', 's'], [1.5, 0.7], inSeconds(unlock)),
		atMost([`browser: then all ${count(requests)} lines opened`, 's'], [0.5, 0.2], inSeconds(open)),
		atMost([`browser: search in ${count(searched)} decrypted, p95 of the keys`, 'ms'], [50, 15], search),
	];
}

function count(number: number): string {
	return number.toLocaleString('en').replaceAll(',', ' ');
}

function rateHsds({ services, list, one }: HsdsFigures): Row[] {
	const against = (scenario: string, [mustReach, aim]: [number, number], { ours, limit }: AgainstLimit): Row => ({
		scenario: `${scenario}, ${count(services)} services`,
		unit: 'ratio',
		mustReach,
		aim,
		moreIsBetter: true,
		measured: divide(ours.answersPerSecond, limit.answersPerSecond),
	});
	return [
		against('HSDS services by place and word / limit list', [0.6, 0.9], list),
		against('HSDS service, nested / limit one', [0.35, 0.7], one),
	];
}

/** How much slower the slowest pages are on the largest network than on the smallest. */
function rateGrowth(orientation: OrientationFigures[]): Row[] {
	const [small, large] = [orientation[0], orientation.at(-1)];
	if (small === undefined || large === undefined || small === large) return [];
	const scenario = `orientation results page, p99 at ${count(large.services)} / p99 at ${count(small.services)} services`;
	return [atMost([scenario, 'ratio'], [2, 1.2], divide(large.ours.p99Milliseconds, small.ours.p99Milliseconds))];
}

function rateMemory(memory: MemoryFigures): Row[] {
	return [
		atMost(['resident memory at rest', 'MB'], [150, 100], once(memory.restMegabytes)),
		atMost(['resident memory under load', 'MB'], [400, 250], once(memory.loadMegabytes)),
	];
}

function atMost([scenario, unit]: [string, string], [mustReach, aim]: [number, number], measured: Spread): Row {
	return { scenario, unit, mustReach, aim, moreIsBetter: false, measured };
}

/** The ratio of the medians, and the farthest that single rounds could put it. */
function divide(above: Spread, below: Spread): Spread {
	return { min: above.min / below.max, median: above.median / below.median, max: above.max / below.min };
}

function inSeconds({ min, median, max }: Spread): Spread {
	return { min: min / 1000, median: median / 1000, max: max / 1000 };
}

function once(figure: number): Spread {
	return { min: figure, median: figure, max: figure };
}
