import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Database } from '#house/database/kysely.ts';
import { SignedIn } from './signed-in.ts';

/** Who presents this token, with the roles they hold at this moment. Undefined when it is unknown, too old, or ended. */
export async function findSession(
	database: Database,
	token: string,
	{ withImaginary }: { withImaginary: boolean },
): Promise<SignedIn | undefined> {
	const { rows } = await sql<{ found: unknown }>`
		select open_session(${hashToken(token)}, ${withImaginary}) as found`.execute(database);
	const found = rows[0]?.found ?? undefined;
	return found === undefined ? undefined : SignedIn.parse(found);
}

/** What is kept of a token: nobody who reads the database can sign in with it. */
export function hashToken(token: string): Buffer {
	return createHash('sha256').update(token).digest();
}
