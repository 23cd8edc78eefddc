import { readSessionCookie, removeSessionCookie } from '#rooms/identity/session-cookie.ts';
import { removeBrowser } from '#rooms/identity/browser-cookie.ts';
import { signOut } from '#rooms/identity/sign-out.server.ts';
import type { RequestHandler } from './$types';

/** Ends the session on the server and asks the browser to forget everything of this site. */
export const POST: RequestHandler = async (event) => {
	const token = readSessionCookie(event);
	if (token !== undefined) await signOut(event.locals.database, token);
	removeSessionCookie(event);
	removeBrowser(event);
	return new Response(null, {
		status: 303,
		headers: {
			location: `/${event.params.lang}/sign-in?done=signed_out`,
			'clear-site-data': '"cache", "cookies", "storage"',
			'cache-control': 'no-store',
		},
	});
};
