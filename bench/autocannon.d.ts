// The package ships no types; these are the parts used here.
declare module 'autocannon' {
	import type { EventEmitter } from 'node:events';

	export interface Request {
		method: 'GET' | 'POST';
		path: string;
		headers?: Record<string, string>;
		body?: Buffer;
		/** Asked for what is sent, each time that it is sent. */
		setupRequest?(request: Request): Request;
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
		done: (error: Error | null, result: { errors: number; timeouts: number }) => void,
	): EventEmitter & { stop(): void };
}
