import { setTimeout as wait } from 'node:timers/promises';
import { EXIT_URL } from '$app/env/private';
import { readSessionCookie, removeSessionCookie } from '#rooms/identity/session-cookie.ts';
import { signOut } from '#rooms/identity/sign-out.server.ts';
import type { RequestHandler } from './$types';

// Leaving does not wait for a database that is slow or away; the session then ends by itself.
const PATIENCE_MILLISECONDS = 400;

/** Quick exit: forgets what the browser kept of this site, ends a session if one is open, and leads to a neutral site. */
export const GET: RequestHandler = async (event) => {
	const token = readSessionCookie(event);
	if (token !== undefined) {
		removeSessionCookie(event);
		const ended = signOut(event.locals.database, token).catch(() => undefined);
		await Promise.race([ended, wait(PATIENCE_MILLISECONDS)]);
	}
	return new Response(null, {
		status: 303,
		headers: {
			location: EXIT_URL,
			'clear-site-data': '"cache", "cookies", "storage"',
			'cache-control': 'no-store',
		},
	});
};
