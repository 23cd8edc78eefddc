import autocannon from 'autocannon';
import { percentile } from './numbers.ts';
import { seedRandom, shuffle } from './random.ts';

export const CONNECTIONS = 16;

export interface Target {
	/** `http://127.0.0.1:40001` */
	address: string;
	paths: string[];
	headers?: Record<string, string>;
}

/** What came of one round against one server. */
export interface Round {
	answersPerSecond: number;
	p50Milliseconds: number;
	p99Milliseconds: number;
	bytesPerAnswer: number;
}

/** As many requests as 16 keep-alive connections get answered; each connection walks through the paths in its own order. */
export async function fire({ address, paths, headers = {} }: Target, seconds: number): Promise<Round> {
	const requests = paths.map((path) => ({ method: 'GET' as const, path, headers }));
	const milliseconds: number[] = [];
	let bytes = 0;
	let lastAt = 0;
	let clients = 0;
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
		run.on('response', (_client: unknown, _status: number, size: number, duration: number) => {
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
	};
}
