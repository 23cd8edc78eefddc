import { answerFeed } from '../answer-feed.server.ts';
import { describePublisher } from '../describe-publisher.server.ts';
import type { RequestHandler } from './$types';

/** Under the development server; `npm start` answers past the framework (src/house/web/send-api-answer.ts). */
export const fallback: RequestHandler = async ({ request, url, locals }) => {
	const { status, headers, body } = await answerFeed(
		{
			method: request.method,
			path: url.pathname,
			parameters: url.searchParams,
			ifNoneMatch: request.headers.get('if-none-match') ?? undefined,
			readText: () => request.text(),
		},
		{ reader: locals.reader, publisher: describePublisher(url.origin, locals.hasDemonstration) },
	);
	const whole = body === undefined || Buffer.isBuffer(body) ? body : (await Array.fromAsync(body)).join('');
	return new Response(whole === undefined ? null : new Uint8Array(Buffer.from(whole)), { status, headers });
};
