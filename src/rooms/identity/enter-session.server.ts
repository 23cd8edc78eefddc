import type { RequestEvent } from '@sveltejs/kit';
import type { Database } from '#house/database/kysely.ts';
import { readSessionCookie, writeSessionCookie } from './session-cookie.ts';
import { signOut } from './sign-out.server.ts';

/** Lets this browser in with a session that has just begun. Whatever session was open in it ends: no token outlives a sign-in. */
export async function enterSession(
	database: Database,
	event: Pick<RequestEvent, 'cookies' | 'url'>,
	token: string,
): Promise<void> {
	const before = readSessionCookie(event);
	writeSessionCookie(event, token);
	if (before !== undefined) await signOut(database, before);
}
