import autocannon from 'autocannon';
import { percentile } from './numbers.ts';
import { seedRandom, shuffle } from './random.ts';

const CONNECTIONS = 16;

export interface Target {
	/** `http://127.0.0.1:40001` */
	address: string;
	processorMilliseconds(): number | undefined;
	paths: string[];
	headers?: Record<string, string>;
}

/** What came of one round against one server. */
export interface Round {
	answersPerSecond: number;
	p50Milliseconds: number;
	p99Milliseconds: number;
	bytesPerAnswer: number;
	/** What the web process spent on one answer; undefined where the system does not say it. */
	processorMilliseconds: number | undefined;
}

/** As {@link fire}, until a round has no failure: connections are opened, caches filled, code compiled. */
export async function warmUp(target: Target): Promise<void> {
	for (let left = 5; left > 1; left--) {
		const answered = await fire(target, 2).catch(() => undefined);
		if (answered !== undefined) return;
	}
	await fire(target, 2);
}

/** As many requests as 16 keep-alive connections get answered; each connection walks through the paths in its own order. */
export async function fire(target: Target, seconds: number): Promise<Round> {
	const { address, paths, headers = {} } = target;
	const requests = paths.map((path) => ({ method: 'GET' as const, path, headers }));
	const milliseconds: number[] = [];
	let bytes = 0;
	let lastAt = 0;
	let clients = 0;
	const processorBefore = target.processorMilliseconds();
	const began = performance.now();
	const result = await new Promise<{ errors: number; timeouts: number; non2xx: number }>((resolve, reject) => {
		const run = autocannon(
			{
				url: address,
				connections: CONNECTIONS,
				duration: seconds,
				requests: requests.slice(0, 1),
				setupClient: (client) => client.setRequests(shuffle(requests, seedRandom(++clients))),
			},
			(error, answer) => (error === null ? resolve(answer) : reject(error)),
		);
		run.on('response', (...[, , size, duration]: [unknown, number, number, number]) => {
			milliseconds.push(duration);
			bytes += size;
			lastAt = performance.now();
		});
	});
	const failures = result.errors + result.timeouts + result.non2xx;
	if (failures > 0) throw new Error(`${failures} of ${milliseconds.length} requests to ${address} had no good answer.`);
	return {
		answersPerSecond: (milliseconds.length / (lastAt - began)) * 1000,
		p50Milliseconds: percentile(milliseconds, 0.5),
		p99Milliseconds: percentile(milliseconds, 0.99),
		bytesPerAnswer: Math.round(bytes / milliseconds.length),
		processorMilliseconds: perAnswer(processorBefore, target.processorMilliseconds(), milliseconds.length),
	};
}

function perAnswer(before: number | undefined, after: number | undefined, answers: number): number | undefined {
	return before === undefined || after === undefined ? undefined : (after - before) / answers;
}
