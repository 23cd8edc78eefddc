import { getSuggestible } from '../get-suggestible.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { id, name } = await getSuggestible(event);
	return { service: { id, name } };
};
