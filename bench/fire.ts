import autocannon, { type Request } from 'autocannon';
import { percentile } from './numbers.ts';
import { seedRandom, shuffle } from './random.ts';

const CONNECTIONS = 16;
/** Of two seconds each: what lies on a disk that is still busy with what was loaded takes its time to be read. */
const mostWarmingRounds = 15;

/** What is sent once and no more. */
export interface Send {
	path: string;
	headers: Record<string, string>;
	body: Buffer;
}

export interface Target {
	/** `http://127.0.0.1:40001` */
	address: string;
	processorMilliseconds(): number | undefined;
	paths: string[];
	headers?: Record<string, string>;
	/** Sent instead of the paths, one after the other, each once. The round ends when there are no more. */
	sends?: readonly Send[];
}

/** What came of one round against one server. */
export interface Round {
	answers: number;
	answersPerSecond: number;
	p50Milliseconds: number;
	p99Milliseconds: number;
	bytesPerAnswer: number;
	/** What the web process spent on one answer; undefined where the system does not say it. */
	processorMilliseconds: number | undefined;
}

/** As {@link fire}, until a round has no failure: connections are opened, caches filled, code compiled. Says so where that takes longer. */
export async function warmUp(target: Target): Promise<void> {
	for (let round = 1; ; round++) {
		try {
			await fire(target, 2);
			return;
		} catch (error) {
			if (round === mostWarmingRounds) throw error;
			if (round > 1) process.stdout.write(`Warming up, round ${round}: ${String(error)}\n`);
		}
	}
}

/** As many requests as 16 keep-alive connections get answered; each connection walks through the paths in its own order. */
export async function fire(target: Target, seconds: number): Promise<Round> {
	const { address } = target;
	const milliseconds: number[] = [];
	let bytes = 0;
	let lastAt = 0;
	const refused: number[] = [];
	const { next, isOver } = supply(target);
	const processorBefore = target.processorMilliseconds();
	const began = performance.now();
	const result = await new Promise<{ errors: number; timeouts: number }>((resolve, reject) => {
		const run = autocannon(
			{
				url: address,
				connections: CONNECTIONS,
				duration: seconds,
				requests: [{ method: 'GET', path: '/' }],
				setupClient: (client) => client.setRequests(next()),
			},
			(error, answer) => (error === null ? resolve(answer) : reject(error)),
		);
		run.on('response', (...[, status, size, duration]: [unknown, number, number, number]) => {
			if (isOver()) return run.stop();
			if (status !== 200) refused.push(status);
			milliseconds.push(duration);
			bytes += size;
			lastAt = performance.now();
		});
	});
	const failures = result.errors + result.timeouts + refused.length;
	if (failures > 0) {
		const why = `${result.errors} errors, ${result.timeouts} without an answer, status ${[...new Set(refused)].join(', ') || '200'}`;
		throw new Error(`${failures} of ${milliseconds.length} requests to ${address} had no good answer: ${why}.`);
	}
	return {
		answers: milliseconds.length,
		answersPerSecond: (milliseconds.length / (lastAt - began)) * 1000,
		p50Milliseconds: percentile(milliseconds, 0.5),
		p99Milliseconds: percentile(milliseconds, 0.99),
		bytesPerAnswer: Math.round(bytes / milliseconds.length),
		processorMilliseconds: perAnswer(processorBefore, target.processorMilliseconds(), milliseconds.length),
	};
}

/** What each connection sends, and whether there is nothing more. */
function supply({ address, paths, headers = {}, sends }: Target): { next(): Request[]; isOver(): boolean } {
	if (sends === undefined) {
		const requests = paths.map((path) => ({ method: 'GET' as const, path, headers }));
		let clients = 0;
		return { next: () => shuffle(requests, seedRandom(++clients)), isOver: () => false };
	}
	let taken = 0;
	function setupRequest(request: Request): Request {
		// The last one is sent again until the round has ended; no answer is counted any more.
		const send = sends?.[Math.min(taken, sends.length - 1)];
		taken += 1;
		// As a browser does it, from a page of the same site.
		return { ...request, ...send, headers: { origin: address, ...send?.headers } };
	}
	return {
		next: () => [{ method: 'POST', path: '/', setupRequest }],
		isOver: () => taken > sends.length,
	};
}

function perAnswer(before: number | undefined, after: number | undefined, answers: number): number | undefined {
	return before === undefined || after === undefined ? undefined : (after - before) / answers;
}
