import { keepsTag } from './kept-answer.ts';

/** What an answer says about keeping it. Answers given so far stand in the address: such a page stays in no cache. */
export function setPageHeaders(response: Response, url: URL): void {
	// A page answered 304 would keep the policy of plain answers instead of its own: pages are sent whole.
	if (!keepsTag(url.pathname)) response.headers.delete('etag');
	if (url.search !== '' && !response.headers.has('cache-control')) {
		response.headers.set('cache-control', 'no-store');
	}
	if (takesForms(url.pathname)) {
		response.headers.set('cache-control', 'no-store');
		// A form without an origin is refused as if another site had sent it; no other site learns of it this way either.
		response.headers.set('referrer-policy', 'same-origin');
	}
	// An outage says when to come back.
	if (response.status === 503) {
		response.headers.set('retry-after', '5');
	}
}

/** The pages of whoever is signed in, or about to be, and those with a form that anyone may send. */
function takesForms(path: string): boolean {
	return /^\/[a-z]{2}\/(work|sign-in|sign-out|invitation|join|mailbox|conversation|services\/[^/]+\/(suggest|write))(\/|$)/.test(
		path,
	);
}
