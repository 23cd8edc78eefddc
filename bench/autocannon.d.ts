// The package ships no types; these are the parts used here.
declare module 'autocannon' {
	import type { EventEmitter } from 'node:events';

	interface Request {
		method: 'GET';
		path: string;
		headers?: Record<string, string>;
	}
	interface Options {
		url: string;
		connections: number;
		/** Seconds. */
		duration: number;
		requests: Request[];
		setupClient(client: { setRequests(requests: Request[]): void }): void;
	}
	export default function autocannon(
		options: Options,
		done: (error: Error | null, result: { errors: number; timeouts: number; non2xx: number }) => void,
	): EventEmitter;
}
