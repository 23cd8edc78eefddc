import { createServer } from 'node:http';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import compression from 'compression';
import { findPathLanguage } from '../language/language.ts';
import { isApi } from './api.ts';
import { largestBodyBytes } from './body-limit.ts';
import { setSecurityHeaders } from './security-headers.ts';
import { sendApiAnswer, type AnswerApi, type Asking } from './send-api-answer.ts';
import { takeWholePages, type PageRequest } from './whole-page.ts';

export type ServeOptions = {
	host: string;
	port: number;
	/** Whether a reverse proxy stands in front and its X-Forwarded headers may be believed. */
	trustProxy: boolean;
	buildDirectory: string;
};

/** What is served: its address, and how to end it once the requests under way have their answer. */
export type Served = { address: string; close(): Promise<void> };

type Handler = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

// A name or address with its port and nothing else, so that no path can be smuggled in.
const hostName = /^([a-z0-9.-]+|\[[0-9a-f:.]+\])(:[0-9]{1,5})?$/i;

const drainMilliseconds = 10_000;
// A package of 100 MB over a slow line.
const requestTimeout = 600_000;
const longestAddress = 2000;

// Set by this server alone, on every request, so that the web framework derives the origin and the visitor from nothing else.
const protocolHeader = 'x-maillage-protocol';
const hostHeader = 'x-maillage-host';
const addressHeader = 'x-maillage-address';

function firstValue(header: string | string[] | undefined): string | undefined {
	return (Array.isArray(header) ? header[0] : header)?.split(',')[0]?.trim();
}

function lastValue(header: string | string[] | undefined): string | undefined {
	return (Array.isArray(header) ? header.join(',') : header)?.split(',').at(-1)?.trim();
}

/** Notes where a request comes from; what the visitor sent under these names is overwritten. */
function noteOrigin(request: IncomingMessage, trustProxy: boolean): void {
	const { headers, socket } = request;
	const protocol = trustProxy ? firstValue(headers['x-forwarded-proto']) : undefined;
	const host = trustProxy ? firstValue(headers['x-forwarded-host']) : undefined;
	// The proxy appends the address it saw itself: the last one is the one that can be believed.
	const address = trustProxy ? lastValue(headers['x-forwarded-for']) : undefined;
	headers[protocolHeader] = protocol === 'https' ? 'https' : 'http';
	headers[hostHeader] = [host, headers.host].find((name) => name !== undefined && hostName.test(name)) ?? 'localhost';
	headers[addressHeader] = address ?? socket.remoteAddress ?? '';
}

function describeAsking({ headers, url = '/' }: IncomingMessage): Asking & { isReadable: boolean } {
	const [address, protocol, host] = [addressHeader, protocolHeader, hostHeader].map((name) => String(headers[name]));
	return { address: address ?? '', origin: `${protocol}://${host}`, isReadable: isReadable(url) };
}

function isReadable(address: string): boolean {
	try {
		return address.length <= longestAddress && !decodeURIComponent(address).includes('\0');
	} catch {
		return false;
	}
}

/** Sends an address that can't be read (malformed UTF-8, over-long, a NUL) to the page that says so, in the language of its beginning. */
function redirectUnreadable(request: IncomingMessage): void {
	const address = request.url ?? '/';
	if (!isReadable(address)) {
		request.url = `/${findPathLanguage(address) ?? 'fr'}/unreadable`;
	}
}

/** The build's two ways to answer: the web framework's, and the one for programs that it hands over while it is loaded. */
type Build = { handler: Handler; answerApi: AnswerApi | undefined };

async function loadBuild(directory: string): Promise<Build> {
	Object.assign(process.env, {
		PROTOCOL_HEADER: protocolHeader,
		HOST_HEADER: hostHeader,
		ADDRESS_HEADER: addressHeader,
		BODY_SIZE_LIMIT: String(largestBodyBytes),
	});
	let answerApi: AnswerApi | undefined;
	process.once('maillage:api', (offered: unknown) => ({ answerApi } = offered as { answerApi: AnswerApi }));
	const module: unknown = await import(pathToFileURL(join(directory, 'handler.js')).href);
	// The build is made by the adapter, whose one export this is.
	const { handler } = module as { handler: Handler };
	return { handler, answerApi };
}

/** What every request goes through on its way to the build. */
function makeAnswer({ handler, answerApi }: Build, { trustProxy }: ServeOptions): RequestListener {
	const compress = compression({ threshold: 1024 }) as unknown as Handler;
	function serveBuild(request: PageRequest, response: ServerResponse): void {
		takeWholePages(request, response);
		handler(request, response, () => response.writeHead(404).end());
	}
	return (request: PageRequest, response) => {
		noteOrigin(request, trustProxy);
		setSecurityHeaders(response, request.url ?? '/', request.headers[protocolHeader] === 'https');
		const api = isApi(request.url ?? '') ? answerApi : undefined;
		if (api === undefined) redirectUnreadable(request);
		const serveAnswer = () =>
			api === undefined
				? serveBuild(request, response)
				: void sendApiAnswer({ request, response }, describeAsking(request), api);
		if (request.headers['accept-encoding'] === undefined) {
			serveAnswer();
			return;
		}
		compress(request, response, serveAnswer);
	};
}

/** Serves a build of the application with the headers that every answer carries, compressed where the browser takes it. */
export async function serve(options: ServeOptions): Promise<Served> {
	const build = await loadBuild(options.buildDirectory);
	const times = { requestTimeout, headersTimeout: 15_000, keepAliveTimeout: 65_000 };
	const server = createServer(times, makeAnswer(build, options));
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(options.port, options.host, resolve);
	});
	return {
		address: `http://${options.host.includes(':') ? `[${options.host}]` : options.host}:${options.port}`,
		async close() {
			const closed = new Promise<void>((resolve) => server.close(() => resolve()));
			server.closeIdleConnections();
			const force = setTimeout(() => server.closeAllConnections(), drainMilliseconds);
			await closed;
			clearTimeout(force);
		},
	};
}
