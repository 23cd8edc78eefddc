import { answerMethods, answerProblem } from '#house/web/api-answer.ts';
import { answerList } from '../answer-list.server.ts';
import { readPosted } from '../read-posted.server.ts';
import type { RequestHandler } from './$types';

/** A page of one of the five lists. */
export const GET: RequestHandler = (event) => answerList(event, event.params.list, event.url.searchParams);

/** The same, for questions that must not stand in an address. */
export const POST: RequestHandler = async (event) => {
	const posted = await readPosted(event);
	if (posted === undefined) {
		const detail = 'Send one JSON object whose fields are the parameters, each with one value.';
		return answerProblem({ status: 400, title: 'The question could not be read', detail });
	}
	return answerList(event, event.params.list, posted);
};

export const fallback: RequestHandler = ({ request }) => answerMethods(request, 'GET, HEAD, POST, OPTIONS');
