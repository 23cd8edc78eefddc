import {
	answerJson,
	answerMethods,
	answerProblem,
	answerUnchanged,
	findKnownVersion,
	hashQuestion,
	writeTag,
} from '#house/web/api-answer.ts';
import { findHsdsDocument } from '#rooms/directory/find-hsds-document.server.ts';
import { readHsdsQuestion } from '#rooms/directory/hsds-question.ts';
import { hsdsEdition } from '#rooms/directory/hsds.ts';
import type { RequestHandler } from './$types';

/** One object of a list, fully nested. */
export const GET: RequestHandler = async ({ params, request, url, locals }) => {
	const { list, id } = params;
	const withServices = new URLSearchParams(
		url.searchParams.getAll('full_service').map((value) => ['full_service', value]),
	);
	const question = readHsdsQuestion(list, withServices);
	if ('refused' in question) {
		const { parameter, reason } = question.refused;
		return answerProblem({
			status: 400,
			title: 'A parameter could not be understood',
			detail: `${parameter} ${reason}.`,
			parameter,
		});
	}
	const asked = hashQuestion(JSON.stringify([hsdsEdition, list, id, question.form]));
	const known = findKnownVersion(request, asked);
	const found = await findHsdsDocument(locals.reader, list, {
		id,
		withServices: question.form === 'full_service',
		known,
	});
	if (found === undefined)
		return answerProblem({ status: 404, title: 'Not found', detail: 'Nothing has this id, or no longer.' });
	const tag = writeTag(found.version, asked);
	return 'unchanged' in found ? answerUnchanged(tag) : answerJson(found.body, tag);
};

export const fallback: RequestHandler = ({ request }) => answerMethods(request, 'GET, HEAD, OPTIONS');
