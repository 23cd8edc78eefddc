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
	if (body === undefined || typeof body === 'string') return new Response(body ?? null, { status, headers });
	const pieces = await Array.fromAsync(body, (piece) => Buffer.from(piece));
	return new Response(Buffer.concat(pieces), { status, headers });
};
