import { z } from 'zod';
import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import type { SignedIn } from '#rooms/identity/signed-in.ts';
import type { DocumentEntry } from './party.ts';
import { findSecretary } from './secretary.ts';

/** The document of this id that the secretariat has brought, to be joined to something; undefined where there is none. */
export async function findKeptDocument(
	database: Database,
	person: SignedIn,
	documentId: string,
): Promise<{ document: DocumentEntry | undefined } | { refused: 'unknown' }> {
	const actor = findSecretary(person);
	if (actor === undefined) return { refused: 'unknown' };
	if (!z.uuid().safeParse(documentId).success) return { document: undefined };
	return actAs(database, actor, async (tx) => ({
		document: await tx
			.selectFrom('protocol_document')
			.select(['id', 'name', 'size as sizeBytes'])
			.where('id', '=', documentId)
			.executeTakeFirst(),
	}));
}
