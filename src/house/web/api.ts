import { createHash } from 'node:crypto';
import { STATUS_CODES } from 'node:http';

/** A question by a program, whatever server it came through. */
export interface ApiRequest {
	method: string;
	/** Without host: `/api/…`. */
	path: string;
	parameters: URLSearchParams;
	ifNoneMatch: string | undefined;
	readText(): Promise<string>;
}

/** The body is whole, or pieces that are read no faster than they are taken. */
export interface ApiAnswer {
	status: number;
	headers: Record<string, string>;
	body: string | AsyncGenerator<string | Uint8Array, void> | undefined;
}

export function isApi(address: string): boolean {
	return address.startsWith('/api/');
}

/** What went wrong, as RFC 9457 has it. */
interface Problem {
	status: number;
	detail: string;
	title?: string;
	/** The parameter that could not be understood. */
	parameter?: string;
}

const open = {
	// Open data, without cookies: any page of any site may read it.
	'access-control-allow-origin': '*',
	'access-control-expose-headers': 'etag, last-modified, allow, retry-after, x-be-cursor, x-be-total',
	'cross-origin-resource-policy': 'cross-origin',
};

export function answerProblem({ status, title, ...problem }: Problem, headers: Record<string, string> = {}): ApiAnswer {
	const content = { type: 'about:blank', title: title ?? STATUS_CODES[status] ?? 'Failure', status, ...problem };
	return answerText(status, JSON.stringify(content), {
		'content-type': 'application/problem+json',
		'cache-control': 'no-store',
		...headers,
	});
}

/** An answer to keep: whoever has it asks each time whether it still holds. */
export function answerJson(text: string, etag: string): ApiAnswer {
	return answerText(200, text, { 'content-type': 'application/json', 'cache-control': 'no-cache', etag });
}

function answerText(status: number, text: string, headers: Record<string, string>): ApiAnswer {
	return { status, body: text, headers: { ...open, ...headers, 'content-length': String(Buffer.byteLength(text)) } };
}

export function answerUnchanged(etag: string): ApiAnswer {
	return { status: 304, body: undefined, headers: { ...open, 'cache-control': 'no-cache', etag } };
}

export function answerLines(pieces: AsyncGenerator<string, void>, headers: Record<string, string>): ApiAnswer {
	const own = { 'content-type': 'application/x-ndjson', 'cache-control': 'no-store' };
	return { status: 200, body: pieces, headers: { ...open, ...own, ...headers } };
}

/** A file to keep, read as it is taken. */
export function answerBytes(pieces: AsyncGenerator<Uint8Array, void>, headers: Record<string, string>): ApiAnswer {
	return { status: 200, body: pieces, headers: { ...open, 'cache-control': 'no-cache', ...headers } };
}

/** An answer that follows from the code and the settings alone. */
export function answerFixed({ ifNoneMatch }: ApiRequest, content: object): ApiAnswer {
	const text = JSON.stringify(content);
	const etag = `"${hashQuestion(text)}"`;
	return listTags(ifNoneMatch).includes(etag) ? answerUnchanged(etag) : answerJson(text, etag);
}

/** What other methods get than those that are answered: OPTIONS is told them, any other one refused. */
export function answerOtherMethod({ method }: ApiRequest, methods: string): ApiAnswer {
	if (method !== 'OPTIONS')
		return answerProblem({ status: 405, detail: `Ask by one of ${methods}.` }, { allow: methods });
	const headers = {
		allow: methods,
		'access-control-allow-methods': methods,
		'access-control-allow-headers': 'content-type, if-none-match',
		'access-control-max-age': '86400',
	};
	return { status: 204, body: undefined, headers: { ...open, ...headers } };
}

/** A short hash of a question, so that the answers to two questions never share an ETag. */
export function hashQuestion(text: string): string {
	return createHash('sha256').update(text).digest('base64url').slice(0, 16);
}

/** The entity tag of the answer to a question at a version of the data. */
export function writeTag(version: number, question: string): string {
	return `"${version}-${question}"`;
}

/** The version that the client still has of the answer to this question, by its If-None-Match; undefined when it has none. */
export function findKnownVersion({ ifNoneMatch }: ApiRequest, question: string): number | undefined {
	for (const tag of listTags(ifNoneMatch)) {
		const [, version, asked] = /^"([0-9]{1,15})-(.+)"$/.exec(tag) ?? [];
		if (asked === question) return Number(version);
	}
	return undefined;
}

function listTags(ifNoneMatch: string | undefined): string[] {
	if (ifNoneMatch === undefined) return [];
	return ifNoneMatch.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
}
