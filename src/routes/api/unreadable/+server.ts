import { answerProblem } from '#house/web/api-answer.ts';
import type { RequestHandler } from './$types';

/** Where addresses lead that cannot be read. */
export const fallback: RequestHandler = () =>
	answerProblem({
		status: 400,
		title: 'The address could not be read',
		detail: 'It is too long, or its encoding is broken. Longer questions can be sent by POST.',
	});
