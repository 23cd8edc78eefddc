import { texts } from '#messages';
import type { Language } from '../language/language.ts';

/** What a form without a document may send. */
const largestFormBytes = 512 * 1024;

/**
 * The answer to a form that sends more than anyone types: it is not even read. Documents are sent on a step of their own, whose address
 * ends in `/document`, so that a file that is too large loses nothing else; such a page answers for itself. So do those that take sealed
 * files, whose address ends in `/sealed`, and one that writes what
 * it is sent to the disk, whose address ends in `/package`.
 */
export function refuseSize({ request, url }: { request: Request; url: URL }, language: Language): Response | undefined {
	if (request.body === null || /\/(document|package|sealed)$/.test(url.pathname)) return undefined;
	const length = request.headers.get('content-length');
	if (length !== null && Number(length) <= largestFormBytes) return undefined;
	const t = texts(language).house;
	return new Response(`${t.error_413_title}\n\n${t.error_413_body}\n`, {
		status: 413,
		headers: { 'content-type': 'text/plain; charset=utf-8' },
	});
}
