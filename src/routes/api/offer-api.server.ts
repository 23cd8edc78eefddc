import process from 'node:process';
import { DatabaseUnavailable } from '#house/database/public-reader.ts';
import type { PublicReader } from '#house/database/public-reader.ts';
import { answerProblem, type ApiAnswer } from '#house/web/api.ts';
import type { Log } from '#house/web/log.ts';
import type { Metrics } from '#house/web/metrics.ts';
import type { RateLimit } from '#house/web/rate-limit.ts';
import { TooLong, type AnswerApi } from '#house/web/send-api-answer.ts';
import { answerFeed } from './answer-feed.server.ts';
import { describePublisher } from './describe-publisher.server.ts';

interface Entrance {
	reader: PublicReader;
	rateLimit: RateLimit;
	log: Log;
	metrics: Metrics;
	hasDemonstration(): boolean;
}

/** Hands the server a way to answer programs past the web framework: limited, counted and logged as pages are. */
export function offerApi({ reader, rateLimit, log, metrics, hasDemonstration }: Entrance): void {
	const answer: AnswerApi = async (request, { address, origin }) => {
		const start = performance.now();
		const feed = { reader, publisher: describePublisher(origin, hasDemonstration()) };
		const mayPass = await rateLimit.mayPass(address);
		const given = mayPass ? await answerFeed(request, feed).catch((error: unknown) => explain(error, log)) : crowd;
		const { method } = request;
		const told = {
			method,
			route: '/api/[...path]',
			status: given.status,
			milliseconds: Math.round(performance.now() - start),
		};
		metrics.observe(told);
		log.request(told);
		return given;
	};
	process.emit('maillage:api' as 'message', { answerApi: answer }, undefined);
}

const crowd = answerProblem(
	{ status: 429, detail: 'Too many questions in a minute. Wait, ask for larger pages, or for lines (format=ndjson).' },
	{ 'retry-after': '60' },
);

function explain(error: unknown, log: Log): ApiAnswer {
	if (error instanceof DatabaseUnavailable) {
		log.unavailable(error.cause ?? error);
		const detail = 'The database does not answer now. Try again in a moment.';
		return answerProblem({ status: 503, detail }, { 'retry-after': '5' });
	}
	if (error instanceof TooLong) return answerProblem({ status: 413, detail: error.message });
	log.surprise(error, '/api/[...path]');
	return answerProblem({ status: 500, detail: 'The problem is on our side.' });
}
