import { createHash } from 'node:crypto';

/** What others keep for a while: sites that include a piece of ours, calendars that ask every day. */
export interface KeptAnswer {
	body: string;
	type: string;
	/** How long it may be kept without asking again; 0: to be kept by nobody. */
	seconds: number;
	status?: number;
	headers?: Record<string, string>;
}

/**
 * An answer with its ETag, or 304 to whoever has it already. All headers come with both: a browser that is told that nothing has changed
 * takes the policy of that answer for the page it kept.
 */
export function answerKept(request: Request, { body, type, seconds, status = 200, headers }: KeptAnswer): Response {
	const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
	const all = {
		...headers,
		'content-type': `${type}; charset=utf-8`,
		'cache-control': seconds === 0 ? 'no-store' : `public, max-age=${seconds}`,
		etag,
	};
	const known = (request.headers.get('if-none-match') ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
	if (status === 200 && (known.includes(etag) || known.includes('*'))) {
		return new Response(null, { status: 304, headers: all });
	}
	return new Response(body, { status, headers: all });
}

/** The answers that keep their ETag: pages do not, for a page answered 304 by the framework would lose its policy. */
export function keepsTag(path: string): boolean {
	return path.startsWith('/embed/') || path.endsWith('.ics');
}

/** The one kind of page that other sites may show in a frame: the box of a commune. */
export function mayBeFramed(path: string): boolean {
	return /^\/embed\/[a-z]{2}\/communes\/[^/?.]+(\?|$)/.test(path);
}
