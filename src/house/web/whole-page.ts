import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestEvent } from '@sveltejs/kit';
import type { Handle } from '@sveltejs/kit/hooks';
import type { Language } from '../language/language.ts';

/** A request whose answer the application may end with a page of its own; the head is the framework's. */
export interface PageRequest extends IncomingMessage {
	endWith?(this: void, page: string): void;
}

/** `send` hands the page over; nothing that may fail comes after it. */
type Answer = { response: Response; send?: () => void };

/**
 * Lets the application end its answer with a page in one piece. The framework ends an answer without a body with nothing.
 * The functions have names because V8 holds one that is written into an assignment to a property for long-lived, with all it refers to.
 */
export function takeWholePages(request: PageRequest, response: ServerResponse): void {
	const end = response.end.bind(response);
	function endWith(page: string): void {
		const endPage = () => end(page);
		response.end = endPage;
	}
	request.endWith = endWith;
}

/** A page in its language: in the place of the `fr` of app.html. */
function setLanguage(html: string, language: Language): string {
	const start = html.indexOf('lang="') + 'lang="'.length;
	return html.slice(0, start) + language + html.slice(html.indexOf('"', start));
}

/** An answer with this page under the head of another; in one piece where the server takes it so. */
function frame(page: string, { status, headers }: Response, request: PageRequest | undefined): Answer {
	headers.set('content-length', String(Buffer.byteLength(page)));
	const endWith = request?.endWith;
	return endWith === undefined
		? { response: new Response(page, { status, headers }) }
		: { response: new Response(null, { status, headers }), send: () => endWith(page) };
}

/**
 * A page goes out in one piece, past the framework's answer: it would be hashed for an ETag that is of no use here (see page-headers.ts),
 * and made into a stream only to be read from it again. A page that streamed promises would lose them: none does.
 */
export async function answerWhole(event: RequestEvent, resolve: Parameters<Handle>[0]['resolve']): Promise<Answer> {
	let html = '';
	const response = await resolve(event, {
		transformPageChunk(chunk) {
			html += chunk.html;
			return '';
		},
	});
	if (html === '') {
		return { response };
	}
	const page = setLanguage(html, event.locals.language);
	// What the framework keeps of this request outlives it by a while; the text of the page need not.
	html = '';
	return frame(page, response, event.platform?.req);
}
