import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { isIP } from 'node:net';
import { isPublicAddress, lookupPublic, PrivateAddress } from './address-guard.ts';
import { inflateAnswer } from './inflate-answer.ts';
import { Unreadable } from './report.ts';

export interface FeedLimits {
	/** How long nothing may come. */
	idleMilliseconds: number;
	/** How long the whole walk may take. */
	totalMilliseconds: number;
	answerBytes: number;
	totalBytes: number;
	pages: number;
}

export interface FeedAnswer {
	/** Where it came from in the end. */
	url: string;
	status: number;
	/** The media type, in lower case. */
	type: string;
	body: AsyncIterable<Buffer>;
}

const mostRedirects = 5;

/** Asks one host, and no other one. Call `close` at the end. */
export class FeedClient {
	readonly #base: URL;
	readonly #mayBePrivate: boolean;
	readonly #limits: FeedLimits;
	readonly #signal: AbortSignal;
	readonly #agents = { 'http:': new http.Agent({ keepAlive: true }), 'https:': new https.Agent({ keepAlive: true }) };
	/** Everything that came so far. */
	readonly received = { bytes: 0 };

	constructor(base: URL, mayBePrivate: boolean, { limits, signal }: { limits: FeedLimits; signal: AbortSignal }) {
		this.#base = base;
		this.#mayBePrivate = mayBePrivate;
		this.#limits = limits;
		this.#signal = AbortSignal.any([signal, AbortSignal.timeout(limits.totalMilliseconds)]);
	}

	async ask(path: string): Promise<FeedAnswer> {
		const { origin, pathname } = this.#base;
		let url = new URL(`${origin}${pathname.replace(/\/+$/, '')}${path}`);
		for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
			this.#refuse(url);
			const response = await this.#send(url);
			const { statusCode = 0, headers } = response;
			if (![301, 302, 303, 307, 308].includes(statusCode) || headers.location === undefined) {
				const type = (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
				return { url: url.href, status: statusCode, type, body: this.#readBody(response, url.href) };
			}
			response.destroy();
			url = this.#follow(url, headers.location);
		}
		throw new Unreadable('feed_redirects', { file: url.href });
	}

	close(): void {
		this.#agents['http:'].destroy();
		this.#agents['https:'].destroy();
	}

	#refuse(url: URL): void {
		const host = url.hostname.replace(/^\[|\]$/g, '');
		if (this.#mayBePrivate || isIP(host) === 0 || isPublicAddress(host)) return;
		throw new Unreadable('feed_private', { file: url.href });
	}

	/** The same host, and never from a protected connection to an open one. */
	#follow(from: URL, location: string): URL {
		const to = URL.canParse(location, from) ? new URL(location, from) : undefined;
		const isUpgrade = from.protocol === 'http:' && to?.protocol === 'https:' && to.hostname === from.hostname;
		if (to === undefined || (to.origin !== from.origin && !isUpgrade)) {
			throw new Unreadable('feed_elsewhere', { file: from.href }, { to: location });
		}
		return to;
	}

	async #send(url: URL): Promise<IncomingMessage> {
		const { protocol, href } = url;
		const [client, agent] = protocol === 'https:' ? [https, this.#agents['https:']] : [http, this.#agents['http:']];
		const headers = {
			accept: 'application/x-ndjson, application/json',
			'accept-encoding': 'gzip',
			'user-agent': 'Maillage',
		};
		const options = {
			agent,
			headers,
			signal: this.#signal,
			timeout: this.#limits.idleMilliseconds,
			...(this.#mayBePrivate ? {} : { lookup: lookupPublic }),
		};
		try {
			return await new Promise<IncomingMessage>((resolve, reject) => {
				let asked: { destroy(error: Error): unknown };
				const request = client.get(url, options, (response) => resolve((asked = response)));
				asked = request;
				request.on('error', reject);
				request.on('timeout', () => asked.destroy(new Unreadable('feed_slow', { file: href })));
			});
		} catch (error) {
			throw this.#explain(error, href);
		}
	}

	async *#readBody(response: IncomingMessage, href: string): AsyncGenerator<Buffer> {
		let bytes = 0;
		const { answerBytes, totalBytes } = this.#limits;
		try {
			for await (const chunk of inflateAnswer(response)) {
				bytes += chunk.length;
				this.received.bytes += chunk.length;
				if (bytes > answerBytes || this.received.bytes > totalBytes) throw new Unreadable('feed_large', { file: href });
				yield chunk;
			}
		} catch (error) {
			throw this.#explain(error, href);
		} finally {
			response.destroy();
		}
	}

	#explain(error: unknown, href: string): Error {
		if (error instanceof Unreadable) return error;
		if (error instanceof PrivateAddress) return new Unreadable('feed_private', { file: href });
		if (this.#signal.aborted) return new Unreadable('feed_slow', { file: href });
		return new Unreadable('feed_unreachable', { file: href }, { reason: error instanceof Error ? error.message : '' });
	}
}
