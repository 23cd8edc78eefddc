import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Language } from '../language/language.ts';

/** A request whose answer the application may end with a page of its own; the head is the framework's. */
export interface PageRequest extends IncomingMessage {
	endWith?(this: void, page: Buffer): void;
}

/** `send` hands the page over; nothing that may fail comes after it. */
export type Answer = { response: Response; send?: () => void };

/**
 * Lets the application end its answer with a page in one piece. The framework ends an answer without a body with nothing.
 * The functions have names because V8 holds one that is written into an assignment to a property for long-lived, with all it refers to.
 */
export function takeWholePages(request: PageRequest, response: ServerResponse): void {
	const end = response.end.bind(response);
	function endWith(page: Buffer): void {
		const endPage = () => end(page);
		response.end = endPage;
	}
	request.endWith = endWith;
}

/** The text of a page as it is sent, in its language: over the `fr` of app.html, as every language is written in two letters. */
export function encodePage(html: string, language: Language): Buffer<ArrayBuffer> {
	const page = Buffer.from(html);
	page.write(language, page.indexOf('lang="') + 'lang="'.length);
	return page;
}

/** An answer with this page under the head of another; in one piece where the server takes it so. */
export function frame(
	page: Buffer<ArrayBuffer>,
	{ status, headers }: Response,
	request: PageRequest | undefined,
): Answer {
	headers.set('content-length', String(page.length));
	const endWith = request?.endWith;
	return endWith === undefined
		? { response: new Response(page, { status, headers }) }
		: { response: new Response(null, { status, headers }), send: () => endWith(page) };
}
