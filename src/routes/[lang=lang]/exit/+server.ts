import { EXIT_URL } from '$app/env/private';
import type { RequestHandler } from './$types';

/** Quick exit: forgets what the browser kept of this site and leads to a neutral one. */
export const GET: RequestHandler = () => {
	return new Response(null, {
		status: 303,
		headers: {
			location: EXIT_URL,
			'clear-site-data': '"cache", "cookies", "storage"',
			'cache-control': 'no-store',
		},
	});
};
