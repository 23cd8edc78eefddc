import type { Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';

/** Whether the document is there and the acting one may refer to it. None is always fine. */
export async function isKnownDocument(tx: Transaction<DB>, documentId: string | null): Promise<boolean> {
	if (documentId === null) return true;
	const found = await tx.selectFrom('protocol_document').select('id').where('id', '=', documentId).executeTakeFirst();
	return found !== undefined;
}
