import { ServerOnly } from '#house/web/server-only.ts';
import { getSignedIn } from '../get-signed-in.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const person = await getSignedIn(event);
	const base = `/${event.params.lang}/work/keys`;
	const about = [person.name, ...person.grants.flatMap(({ organisation }) => Object.values(organisation))];
	return {
		page: new ServerOnly({
			needsSecondFactor: person.factors === 1,
			props: {
				language: event.params.lang,
				endpoints: { own: `${base}/own`, change: `${base}/change`, myKey: base },
				about: [...new Set(about)],
			},
		}),
	};
};
