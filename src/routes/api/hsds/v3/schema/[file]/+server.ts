import { answerFixed, answerMethods, answerProblem } from '#house/web/api-answer.ts';
import { hsdsEntities, writeSchema } from '#rooms/directory/hsds-entities.ts';
import { hsdsPath } from '#rooms/directory/hsds.ts';
import { describePublisher } from '../../publisher.server.ts';
import type { RequestHandler } from './$types';

/** The JSON Schema of one kind of object, as this feed gives it. */
export const GET: RequestHandler = (event) => {
	const name = event.params.file.replace(/[.]json$/, '');
	if (!Object.hasOwn(hsdsEntities, name)) {
		return answerProblem({
			status: 404,
			title: 'No such schema',
			detail: `There are: ${Object.keys(hsdsEntities).join(', ')}.`,
		});
	}
	const $id = `${describePublisher(event).origin}${hsdsPath}/schema/${name}.json`;
	const $schema = 'https://json-schema.org/draft/2020-12/schema';
	return answerFixed(event.request, { $schema, $id, ...writeSchema(name, (entity) => `${entity}.json`) });
};

export const fallback: RequestHandler = ({ request }) => answerMethods(request, 'GET, HEAD, OPTIONS');
