/** What any request may send: a document of 10 MB with the form around it. */
export const largestBodyBytes = 12 * 1024 * 1024;
/** What a form without a document may send. */
const largestFormBytes = 512 * 1024;

/**
 * Whether a request sends more than its page takes. Documents are sent on a step of their own, whose address ends in `/document`, so that
 * a file that is too large loses nothing else; such a page answers for itself.
 */
export function isTooLarge({ request, url }: { request: Request; url: URL }): boolean {
	if (request.body === null || url.pathname.endsWith('/document')) return false;
	const length = request.headers.get('content-length');
	return length === null || Number(length) > largestFormBytes;
}
