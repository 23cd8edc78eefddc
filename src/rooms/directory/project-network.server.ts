import { sql, type Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';
import { ownSource } from './hsds.ts';
import { listOfferDocuments, listVocabularyDocuments } from './private/hsds/describe-offer.ts';
import type { HsdsDocument } from './private/hsds/document.ts';
import { listOrganisationIds, readAreas, readCommunes, readOffers } from './private/hsds/read-published.ts';
import { beginWriting, buryDocuments, writeDocuments } from './private/hsds/write-documents.ts';

const organisationsAtOnce = 200;

/**
 * Brings the open feed to what the directory publishes, as the owner of the tables: writes what changed, leaves a tombstone of what is
 * gone. Returns how many documents changed. Late in the transaction: whoever else changes the feed waits for its end.
 */
export async function projectNetwork(tx: Transaction<DB>): Promise<number> {
	const writing = await beginWriting(tx, ownSource);
	const areas = await readAreas(tx);
	const seen = new Set<string>();
	let changed = 0;
	async function write(documents: HsdsDocument[]): Promise<void> {
		for (const { kind, id } of documents) seen.add(`${kind} ${id}`);
		changed += await writeDocuments(tx, documents, writing);
	}
	await write(listVocabularyDocuments());
	let after: string | null = null;
	for (;;) {
		const ids: string[] = await listOrganisationIds(tx, after, organisationsAtOnce);
		if (ids.length === 0) break;
		after = ids.at(-1) ?? null;
		const offers = await readOffers(tx, ids);
		const territory = { areas, communes: await readCommunes(tx, offers) };
		await write(offers.flatMap((offer) => listOfferDocuments(offer, territory)));
	}
	const gone = (await listKeys(tx)).filter((key) => !seen.has(key));
	if (gone.length > 0) await buryDocuments(tx, gone, writing);
	return changed + gone.length;
}

async function listKeys(tx: Transaction<DB>): Promise<string[]> {
	const { rows } = await sql<{ key: string }>`select kind || ' ' || id as key from hsds_document
		where source = ${ownSource} and deleted_at is null`.execute(tx);
	return rows.map(({ key }) => key);
}
