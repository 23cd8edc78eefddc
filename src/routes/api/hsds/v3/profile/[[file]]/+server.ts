import { answerFixed, answerMethods, answerProblem } from '#house/web/api-answer.ts';
import { hsdsEntities, writeProfile } from '#rooms/directory/hsds-entities.ts';
import { hsdsPath, hsdsProfile, hsdsVersion } from '#rooms/directory/hsds.ts';
import { describePublisher } from '../../publisher.server.ts';
import type { RequestHandler } from './$types';

const extended = Object.keys(hsdsEntities).filter(
	(name) => Object.keys(hsdsEntities[name]?.additions ?? {}).length > 0,
);

/** The profile: which objects of the specification it extends, and each extension as a JSON Merge Patch (RFC 7396). */
export const GET: RequestHandler = (event) => {
	if (event.params.file === undefined) {
		const folder = `${describePublisher(event).origin}${hsdsPath}/profile`;
		return answerFixed(event.request, {
			name: hsdsProfile,
			extends: `HSDS ${hsdsVersion}`,
			description:
				'Fields that Belgium needs, all of them optional and named x_be_…; each file is a JSON Merge Patch of the schema of its name.',
			patches: Object.fromEntries(extended.map((name) => [name, `${folder}/${name}.json`])),
		});
	}
	const name = event.params.file.replace(/[.]json$/, '');
	if (!extended.includes(name)) {
		return answerProblem({ status: 404, title: 'No such extension', detail: `There are: ${extended.join(', ')}.` });
	}
	return answerFixed(event.request, writeProfile(name));
};

export const fallback: RequestHandler = ({ request }) => answerMethods(request, 'GET, HEAD, OPTIONS');
