import { sql } from 'kysely';
import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import { meanwhileAsSystem } from './private/as-system.ts';

/**
 * Erases documents brought more than a week ago that neither an act nor a text nor a file of accession refers to: somebody chose
 * the wrong one, or went away before the end. Returns how many.
 */
export function eraseUnusedDocuments(database: Database): Promise<number> {
	return actAs(database, {}, (tx) =>
		meanwhileAsSystem(tx, async () => {
			const erased = await tx
				.deleteFrom('protocol_document as d')
				.where('d.uploaded_at', '<', sql<Date>`now() - interval '7 days'`)
				.where(({ exists, not, selectFrom }) =>
					not(exists(selectFrom('protocol_text as t').select('t.language').whereRef('t.document_id', '=', 'd.id'))),
				)
				.where(({ exists, not, selectFrom }) =>
					not(exists(selectFrom('party_act as a').select('a.id').whereRef('a.document_id', '=', 'd.id'))),
				)
				.where(
					sql<boolean>`not exists (select from accession f where d.id in (f.approval_document_id, f.decision_document_id, f.signature_document_id))`,
				)
				.returning('d.id')
				.execute();
			return erased.length;
		}),
	);
}
