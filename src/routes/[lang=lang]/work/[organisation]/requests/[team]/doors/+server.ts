import { json } from '@sveltejs/kit';
import { readJson } from '#house/web/read-json.ts';
import { searchServices } from '#rooms/directory/search-services.server.ts';
import { access } from '#rooms/requests/access.ts';
import { DoorsWish } from '#rooms/requests/work-wishes.ts';
import { getTeam } from '../get-team.server.ts';
import type { RequestHandler } from './$types';

/** Another service to show to a person. Imaginary ones are shown by imaginary people alone. */
export const POST: RequestHandler = async (event) => {
	const { person, language } = await getTeam(event, access.answerRequest);
	const { words } = await readJson(event, DoorsWish);
	const found = await searchServices(event.locals.reader, words, language);
	return json({ doors: found.filter(({ imaginary }) => person.imaginary || !imaginary) });
};
