import { answerMethods, answerProblem } from '#house/web/api-answer.ts';
import { hsdsPath } from '#rooms/directory/hsds.ts';
import type { RequestHandler } from './$types';

/** Programs are told so in their own language. */
export const fallback: RequestHandler = ({ request }) => {
	if (request.method === 'OPTIONS') return answerMethods(request, 'GET, HEAD, OPTIONS');
	return answerProblem({ status: 404, title: 'Not found', detail: `The open data begin at ${hsdsPath}.` });
};
