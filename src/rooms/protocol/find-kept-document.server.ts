import { z } from 'zod';
import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import type { SignedIn } from '#rooms/identity/signed-in.ts';
import type { DocumentEntry } from './party.ts';
import { findSecretary } from './secretary.ts';

/** The document of this id that the secretariat has brought, to be joined to something. */
export async function findKeptDocument(
	database: Database,
	person: SignedIn,
	documentId: string,
): Promise<DocumentEntry | undefined> {
	const actor = findSecretary(person);
	if (actor === undefined || !z.uuid().safeParse(documentId).success) return undefined;
	return actAs(database, actor, (tx) =>
		tx
			.selectFrom('protocol_document')
			.select(['id', 'name', 'size as sizeBytes'])
			.where('id', '=', documentId)
			.executeTakeFirst(),
	);
}
