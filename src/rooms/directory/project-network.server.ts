import { sql, type Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';
import { ownSource, type HsdsObject } from './hsds.ts';
import { describeEach, openTerritory, type Described } from './private/hsds/describe-each.ts';
import { describeOwner, listSharedMarks, listVocabularyDocuments, toEntry } from './private/hsds/describe-offer.ts';
import type { HsdsDocument } from './private/hsds/document.ts';
import { projectImported } from './private/hsds/project-imported.ts';
import { listPublishedIds, readOrganisations } from './private/hsds/read-published.ts';
import {
	beginWriting,
	buryDocuments,
	keyOf,
	settleWords,
	writeDocuments,
	type Writing,
} from './private/hsds/write-documents.ts';

const servicesAtOnce = 500;
const organisationsAtOnce = 200;

type Offer = { entries: HsdsObject[]; marks: Set<string> };

/**
 * Brings the open feed to what the directory publishes, as the owner of the tables: writes what changed, leaves a tombstone of what is
 * gone. Returns how many documents changed. Late in the transaction: whoever else changes the feed waits for its end.
 */
export async function projectNetwork(tx: Transaction<DB>): Promise<number> {
	const writing = await beginWriting(tx, ownSource);
	const seen = new Set<string>();
	let changed = 0;
	async function write(documents: HsdsDocument[]): Promise<void> {
		for (const document of documents) seen.add(keyOf(document));
		changed += await writeDocuments(tx, documents, writing);
	}
	await write(listVocabularyDocuments());
	const offers = await writeServices(tx, write);
	for (let after: string | null = null; ;) {
		const organisations = await readOrganisations(tx, { after, limit: organisationsAtOnce });
		if (organisations.length === 0) break;
		after = organisations.at(-1)?.id ?? null;
		await write(organisations.map((each) => describeOwner(each, offers.get(each.id) ?? { entries: [], marks: [] })));
	}
	changed += await bury(tx, seen, writing);
	for (const organisationId of offers.keys()) changed += await projectImported(tx, organisationId, undefined);
	await settleWords(tx);
	return changed;
}

/** Every published service, some at a time; what their organisations say of them is gathered meanwhile. */
async function writeServices(tx: Transaction<DB>, write: (documents: HsdsDocument[]) => Promise<void>) {
	const offers = new Map<string, Offer>();
	let after: string | null = null;
	async function next(): Promise<string[]> {
		const ids = await listPublishedIds(tx, after, servicesAtOnce);
		after = ids.at(-1) ?? after;
		return ids;
	}
	async function gather({ services }: Described): Promise<void> {
		await write(services.flatMap(({ documents }) => documents));
		for (const { service, documents } of services) {
			const offer = offers.get(service.organisation.id) ?? { entries: [], marks: new Set() };
			offers.set(service.organisation.id, offer);
			if (documents[0] !== undefined) offer.entries.push(toEntry(documents[0].object));
			for (const mark of listSharedMarks(documents)) offer.marks.add(mark);
		}
	}
	await describeEach(tx, { territory: await openTerritory(tx), next, write: gather });
	return offers;
}

async function bury(tx: Transaction<DB>, seen: Set<string>, writing: Writing): Promise<number> {
	const { rows } = await sql<{ kind: string; id: string }>`select kind, id from hsds_document
		where source = ${ownSource} and deleted_at is null`.execute(tx);
	const gone = rows.map(keyOf).filter((key) => !seen.has(key));
	await buryDocuments(tx, gone, writing);
	return gone.length;
}
