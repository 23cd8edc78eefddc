import type { Database } from '#house/database/kysely.ts';
import { endSession } from './end-session.server.ts';
import { findSession } from './find-session.server.ts';

/** Ends the session of this token on the server; the cookie is worth nothing from then on, wherever it was copied to. */
export async function signOut(database: Database, token: string): Promise<void> {
	const person = await findSession(database, token, { withImaginary: true });
	if (person !== undefined) await endSession(database, person, person.sessionId);
}
