import { sql, type Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';
import type { HsdsObject } from '../../hsds.ts';
import { describeOwner, listSharedMarks } from './describe-offer.ts';
import { sharedMarks } from './fold-words.ts';
import { readOrganisations } from './read-published.ts';
import { writeDocuments, type Writing } from './write-documents.ts';

interface Change {
	organisationId: string;
	/** Services that changed, as the list of their organisation says them; undefined: no longer in it. */
	entries: Map<string, HsdsObject | undefined>;
	/** Marks that services bear now. */
	gained: string[];
	/** Marks that no published service of the organisation bears any more. */
	bereft: Set<string>;
}

/** Brings the document of an organisation to a change of some of its services, from what it said before. */
export async function projectOwner(
	tx: Transaction<DB>,
	{ organisationId, entries, gained, bereft }: Change,
	writing: Writing,
): Promise<void> {
	const [organisation] = await readOrganisations(tx, { after: null, limit: 1, only: organisationId });
	if (organisation === undefined) return;
	const before = await readOwner(tx, organisationId);
	const marks = [...before.marks, ...gained].filter((mark) => !bereft.has(mark));
	const list = new Map(before.services.map((service) => [service.id, service]));
	for (const [id, entry] of entries) {
		if (entry === undefined) list.delete(id);
		else list.set(id, entry);
	}
	const shared = new Set(listSharedMarks([{ words: marks }]));
	await writeDocuments(tx, [describeOwner(organisation, { entries: [...list.values()], marks: shared })], writing);
}

/** What its document says now. */
async function readOwner(tx: Transaction<DB>, organisationId: string) {
	const { rows } = await sql<{ services: HsdsObject[] | null; marks: string[] }>`
		select body::json->'services' as services, array(select word from unnest(tsvector_to_array(words)) word where word ~ ${sharedMarks}) as marks
		from hsds_document where kind = 'organization' and id = ${organisationId}::uuid and deleted_at is null`.execute(tx);
	const [row] = rows;
	return { services: row?.services ?? [], marks: row?.marks ?? [] };
}
