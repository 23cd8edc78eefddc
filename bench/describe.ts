import type { Figures } from './rows.ts';
import type { PlanFigures } from './check-plans.ts';
import type { SideFigures } from './measure-against-limit.ts';
import type { HsdsFigures } from './measure-hsds.ts';
import type { InboxFigures } from './measure-inbox.ts';
import type { OrientationFigures } from './measure-orientation.ts';
import type { TransferFigures } from './measure-transfer.ts';
import type { WriteFigures } from './measure-writes.ts';
import { tell, type Spread } from './numbers.ts';
import { printTable } from './report.ts';

const heads = [
	'services',
	'server',
	'answers/s',
	'min … max',
	'p50 ms',
	'p99 ms',
	'min … max',
	'bytes',
	'CPU ms',
	'memory MB',
];

/** What stands behind the ratios. */
export function describeRounds(orientation: OrientationFigures[]): string {
	return printTable([heads, ...orientation.flatMap(describeSize)]);
}

/** The same for the open feed: lists by place and word, then single services. */
export function describeFeed(hsds: HsdsFigures[]): string {
	const lines = hsds.flatMap(({ services, list, one }) => [
		[String(services), 'limit list', ...describeSide(list.limit)],
		[String(services), 'our list', ...describeSide(list.ours)],
		[String(services), 'limit one', ...describeSide(one.limit)],
		[String(services), 'our one', ...describeSide(one.ours)],
	]);
	return printTable([heads, ...lines]);
}

/** And for what is written. */
export function describeWrites(writes: WriteFigures | undefined): string {
	if (writes === undefined) return '';
	const { teams, limit, ours } = writes;
	const lines = [
		[`${teams} teams`, 'limit write', ...describeSide(limit)],
		[`${teams} teams`, 'our write', ...describeSide(ours)],
	];
	return printTable([heads, ...lines]);
}

function describeSize({ services, limit, ours, compressed }: OrientationFigures): string[][] {
	const size = String(services);
	return [
		[size, 'limit', ...describeSide(limit)],
		[size, 'ours', ...describeSide(ours)],
		[
			size,
			'ours, compressed',
			tell(compressed.answersPerSecond),
			'',
			tell(compressed.p50Milliseconds),
			tell(compressed.p99Milliseconds),
			'',
			tell(compressed.bytesPerAnswer),
			tell(compressed.processorMilliseconds ?? Number.NaN),
			'',
		],
	];
}

function describeSide({ answersPerSecond, p50Milliseconds, p99Milliseconds, ...side }: SideFigures): string[] {
	return [
		tell(answersPerSecond.median),
		describeRange(answersPerSecond),
		tell(p50Milliseconds.median),
		tell(p99Milliseconds.median),
		describeRange(p99Milliseconds),
		tell(side.bytesPerAnswer),
		tell(side.processorMilliseconds?.median ?? Number.NaN),
		side.residentMegabytes === undefined ? '?' : tell(side.residentMegabytes),
	];
}

function describeRange({ min, max }: Spread): string {
	return `${tell(min)} … ${tell(max)}`;
}

/** Facts that no row judges, one sentence each. */
export function describeRemarks({ orientation, transfer, places, inbox }: Figures): string {
	const pages = orientation.map(
		({ services, servicesOnPage: { min, median, max } }) =>
			`Pages at ${services} services carry ${min} to ${max} local and wider services (median ${median}), and the Réseau.`,
	);
	return [
		...pages,
		...(transfer === undefined ? [] : [describeTransfer(transfer)]),
		...(places === undefined ? [] : [`Place lookup: ${tell(places.answersPerSecond.median)} answers/s.`]),
		...(inbox === undefined ? [] : [describeInbox(inbox)]),
		'',
	].join('\n');
}

function describeTransfer({ files, inlineScriptBytes }: TransferFigures): string {
	const list = files.map(({ type, path, bytes }) => `${type.toLowerCase()} ${path} ${bytes}`).join(', ');
	return `A first visit fetches, in bytes: ${list}; the HTML holds ${inlineScriptBytes} bytes of inline script (not compressed).`;
}

/** What unlocking is made of. */
function describeInbox({ unlock, unlockByPasskey }: InboxFigures): string {
	const derivation = unlock.median - unlockByPasskey.median;
	return [
		`Unlocking takes ${tell(unlock.median)} ms with the passphrase and ${tell(unlockByPasskey.median)} ms with a passkey:`,
		`to derive a key from the passphrase takes the difference, ${tell(derivation)} ms.`,
	].join(' ');
}

/** How PostgreSQL reached the rows, with the reason when that is a failure. */
export function describePlans(services: number, plans: PlanFigures): string {
	const found =
		plans.sequential.length === 0 ? 'no sequential scan' : `SEQUENTIAL SCAN on ${plans.sequential.join(', ')}`;
	return [
		`Plans at ${services} services: ${found}; at most ${plans.mostMatchRows} rows of the match list read.`,
		`Planning ${tell(plans.planningMilliseconds.median)} ms, execution ${tell(plans.executionMilliseconds.median)} ms;`,
		`PostgreSQL ${plans.generic.used ? 'came to use' : 'never used'} the generic plan, whose execution takes ${tell(plans.generic.executionMilliseconds.median)} ms.\n`,
	].join(' ');
}
