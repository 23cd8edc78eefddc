import type { RequestEvent } from '@sveltejs/kit';
import type { Database } from '#house/database/kysely.ts';
import { findSession } from './find-session.server.ts';
import { readSessionCookie } from './session-cookie.ts';
import type { SignedIn } from './signed-in.ts';

/** Who is signed in, looked up when a page first asks and no more than once for a request. Public pages never ask. */
export function rememberPerson(
	event: Pick<RequestEvent, 'cookies' | 'url'>,
	{ database, withImaginary }: { database: Database; withImaginary: boolean },
): () => Promise<SignedIn | undefined> {
	let found: Promise<SignedIn | undefined> | undefined;
	return () => {
		const token = readSessionCookie(event);
		found ??= token === undefined ? Promise.resolve(undefined) : findSession(database, token, { withImaginary });
		return found;
	};
}
