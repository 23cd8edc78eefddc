import type { Transaction } from 'kysely';
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
		const key = { organisation_id: organisationId, request_id: requestId, id };
		await tx
			.insertInto('request_object')
			.values({ ...key, kind, by_team: false, written_at: writtenAt, sealed: Buffer.from(sealed) })
			.execute();
	}
}
