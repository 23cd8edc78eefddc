import { createHash } from 'node:crypto';

/** What went wrong, as RFC 9457 has it. */
export interface Problem {
	status: number;
	title: string;
	detail?: string;
	/** The parameter that could not be understood. */
	parameter?: string;
}

export function answerProblem(problem: Problem, headers: Record<string, string> = {}): Response {
	const body = JSON.stringify({ type: 'about:blank', ...problem });
	return new Response(body, {
		status: problem.status,
		headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...headers },
	});
}

/** An answer to keep: whoever has it asks each time whether it still holds. */
export function answerJson(body: string, etag: string): Response {
	const bytes = Buffer.from(body);
	return new Response(bytes, {
		headers: {
			'content-type': 'application/json',
			'content-length': String(bytes.length),
			'cache-control': 'no-cache',
			etag,
		},
	});
}

export function answerUnchanged(etag: string): Response {
	return new Response(null, { status: 304, headers: { 'cache-control': 'no-cache', etag } });
}

/** An answer that follows from the code and the settings alone. */
export function answerFixed(request: Request, content: object): Response {
	const body = JSON.stringify(content);
	const etag = `"${hashQuestion(body)}"`;
	return listTags(request).includes(etag) ? answerUnchanged(etag) : answerJson(body, etag);
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
export function findKnownVersion(request: Request, question: string): number | undefined {
	for (const tag of listTags(request)) {
		const [, version, asked] = /^"([0-9]{1,15})-(.+)"$/.exec(tag) ?? [];
		if (asked === question) return Number(version);
	}
	return undefined;
}

function listTags(request: Request): string[] {
	const given = request.headers.get('if-none-match') ?? '';
	return given.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
}

export function answerMethods(request: Request, methods: string): Response {
	if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers: { allow: methods } });
	const detail = `Ask by one of ${methods}.`;
	return answerProblem({ status: 405, title: 'Method not allowed', detail }, { allow: methods });
}
