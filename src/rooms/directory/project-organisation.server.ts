import { sql, type Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';
import { ownSource } from './hsds.ts';
import { listOfferDocuments } from './private/hsds/describe-offer.ts';
import { readAreas, readCommunes, readOffers } from './private/hsds/read-published.ts';
import { beginWriting, buryDocuments, writeDocuments } from './private/hsds/write-documents.ts';

/**
 * Brings the open feed to what one organisation publishes now: the last step of whatever changes its services, in the same transaction.
 * Until that ends nobody else changes the feed.
 */
export async function projectOrganisation(tx: Transaction<DB>, organisationId: string): Promise<void> {
	const writing = await beginWriting(tx, ownSource);
	const offers = await readOffers(tx, [organisationId]);
	const territory = { areas: await readAreas(tx), communes: await readCommunes(tx, offers) };
	const documents = offers.flatMap((offer) => listOfferDocuments(offer, territory));
	await writeDocuments(tx, documents, writing);
	const kept = new Set(documents.map(({ kind, id }) => `${kind} ${id}`));
	const { rows } = await sql<{ key: string }>`select kind || ' ' || id as key from hsds_document
		where source = ${ownSource} and organisation_id = ${organisationId}::uuid and deleted_at is null`.execute(tx);
	const gone = rows.map(({ key }) => key).filter((key) => !kept.has(key));
	if (gone.length > 0) await buryDocuments(tx, gone, writing);
}
