import { randomBytes } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';
import { hashToken } from './find-session.server.ts';
import type { SignedIn } from './signed-in.ts';

/** Begins a session for the acting person and returns its token, which exists nowhere else: for the cookie. */
export async function beginSession(
	tx: Transaction<DB>,
	{ personId, method, factors }: Pick<SignedIn, 'personId' | 'method' | 'factors'>,
): Promise<string> {
	const token = randomBytes(32).toString('base64url');
	await tx
		.insertInto('session')
		.values({ token_hash: hashToken(token), person_id: personId, method, factors })
		.execute();
	return token;
}
