import { redirect } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';

/** The bare address leads to the home page in the language the browser prefers. */
export const load: PageServerLoad = ({ locals, setHeaders }) => {
	setHeaders({ vary: 'accept-language' });
	redirect(303, `/${locals.language}`);
};
