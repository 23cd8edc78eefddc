import { sql } from 'kysely';
import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import { meanwhileAsSystem } from './private/as-system.ts';

const draftDays = 90;
const contactDays = 365;

/**
 * Erases drafts that were never submitted and that nobody saved for three months, with their document, and the address and number of
 * files that were closed a year ago. Returns how many drafts.
 */
export function eraseStaleDrafts(database: Database): Promise<number> {
	return actAs(database, {}, (tx) =>
		meanwhileAsSystem(tx, async () => {
			const erased = await tx
				.deleteFrom('accession')
				.where('submitted_at', 'is', null)
				.where('state', 'in', ['draft', 'withdrawn'])
				.where('saved_at', '<', sql<Date>`now() - ${draftDays} * interval '1 day'`)
				.returning('approval_document_id as documentId')
				.execute();
			await tx
				.updateTable('accession')
				.set({ contact_email: null, contact_phone: null })
				.where('state', 'in', ['declined', 'withdrawn', 'effective'])
				.where('contact_email', 'is not', null)
				.where('saved_at', '<', sql<Date>`now() - ${contactDays} * interval '1 day'`)
				.execute();
			const documents = erased.flatMap(({ documentId }) => documentId ?? []);
			if (documents.length > 0) await tx.deleteFrom('protocol_document').where('id', 'in', documents).execute();
			return erased.length;
		}),
	);
}
