import { STATUS_CODES } from 'node:http';
import { answerProblem } from './api-answer.ts';

const headers = {
	// Open data, without cookies: any page of any site may read it.
	'access-control-allow-origin': '*',
	'access-control-allow-methods': 'GET, HEAD, POST, OPTIONS',
	'access-control-allow-headers': 'content-type, if-none-match',
	'access-control-expose-headers': 'etag, link, allow, retry-after, x-be-cursor, x-be-total',
	'access-control-max-age': '86400',
	'cross-origin-resource-policy': 'cross-origin',
};

export function isApi(path: string): boolean {
	return path.startsWith('/api/');
}

/** What every answer of an open API carries; a failure, which elsewhere is a page, becomes a problem that programs can read. */
export function finishApiAnswer(response: Response): Response {
	const type = response.headers.get('content-type') ?? '';
	const isFailure = response.status >= 400 && !type.startsWith('application/problem+json');
	const answer = isFailure ? answerProblem(describeFailure(response.status)) : response;
	const retry = response.headers.get('retry-after');
	if (isFailure && retry !== null) answer.headers.set('retry-after', retry);
	for (const [name, value] of Object.entries(headers)) answer.headers.set(name, value);
	return answer;
}

const details: Record<number, string> = {
	403: 'Send what you ask as application/json.',
	413: 'The question is too long.',
	429: 'Too many questions in a minute. Wait, ask for larger pages, or for lines (format=ndjson).',
	500: 'The problem is on our side.',
	503: 'The database does not answer now. Try again in a moment.',
};

function describeFailure(status: number) {
	const detail = details[status];
	return { status, title: STATUS_CODES[status] ?? 'Failure', ...(detail === undefined ? {} : { detail }) };
}
