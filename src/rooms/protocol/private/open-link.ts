import { randomBytes } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';
import { hashToken } from '#rooms/identity/find-session.server.ts';
import type { AccessionLink } from '../accession-link.ts';

/** A new link to a file, whose secret exists nowhere else. `confirms`: the address it is sent to in order to confirm it. */
export async function openLink(
	tx: Transaction<DB>,
	{ accessionId, confirms }: { accessionId: string; confirms?: string },
): Promise<AccessionLink> {
	const secret = randomBytes(32).toString('base64url');
	await tx
		.insertInto('accession_link')
		.values({ secret_hash: hashToken(secret), accession_id: accessionId, confirms: confirms ?? null })
		.execute();
	return { id: accessionId, secret };
}
