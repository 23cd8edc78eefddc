import { sql, type Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';
import type { SealedObject } from '../sent-request.ts';
import type { KeptRequest } from './keep-until.ts';

/** What the person wrote, sealed; in the order given. */
export async function writeObjects(
	tx: Transaction<DB>,
	{ organisationId, requestId, writtenAt = new Date() }: KeptRequest & { writtenAt?: Date },
	objects: readonly SealedObject[],
): Promise<void> {
	// One after the other: each may have ten megabytes.
	for (const { id, kind, sealed } of objects) {
		const content = Buffer.from(sealed);
		await sql`
			select write_of_person(${organisationId}, ${requestId}, ${id}, ${kind}, ${writtenAt}, ${content})`.execute(tx);
	}
}
