import { ServerOnly } from '#house/web/server-only.ts';
import { listVersions } from '#rooms/protocol/list-versions.server.ts';
import { getSecretary } from '../get-secretary.server.ts';
import type { PageServerLoad } from './$types';

const outcomes = ['version', 'text'] as const;

export const load: PageServerLoad = async (event) => {
	await getSecretary(event);
	const asked = event.url.searchParams.get('done');
	return {
		shown: new ServerOnly({
			versions: await listVersions(event.locals.reader),
			done: outcomes.find((each) => each === asked),
		}),
	};
};
