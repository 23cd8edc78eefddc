import type { Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';
import { ownSource, type HsdsObject } from './hsds.ts';
import { describeEach, openTerritory, type Described } from './private/hsds/describe-each.ts';
import { toEntry } from './private/hsds/describe-offer.ts';
import { projectImported } from './private/hsds/project-imported.ts';
import { projectOwner } from './private/hsds/project-owner.ts';
import { readNewServices } from './private/hsds/read-published.ts';
import { listBereft, readWritten } from './private/hsds/read-written.ts';
import { beginWriting, buryDocuments, keyOf, settleWords, writeDocuments } from './private/hsds/write-documents.ts';

const servicesAtOnce = 200;

interface Changed {
	organisationId: string;
	serviceIds: string[];
	/** Of services that this transaction has taken in and that were not here before. */
	newIds?: string[];
}

/**
 * Brings the open feed to what these services of one organisation say now: the last step of whatever changes a service, in the same
 * transaction. Costs what they cost, however many others the organisation has. Until the transaction ends nobody else changes the feed.
 */
export async function projectServices(
	tx: Transaction<DB>,
	{ organisationId, serviceIds, newIds = [] }: Changed,
): Promise<void> {
	const writing = await beginWriting(tx, ownSource);
	const entries = new Map<string, HsdsObject | undefined>();
	const before = new Set<string>();
	const now = new Set<string>();
	// A place may go over from one of them to another: what is gone is known once all were seen.
	const gone = new Set<string>();
	const kept = new Set<string>();
	async function write({ ids, services }: Described): Promise<void> {
		const documents = services.flatMap((each) => each.documents);
		const written = await readWritten(tx, ids);
		await writeDocuments(tx, documents, writing);
		for (const document of documents) kept.add(keyOf(document));
		for (const key of written.keys) gone.add(key);
		for (const id of ids) entries.set(id, undefined);
		for (const { kind, object } of documents) if (kind === 'service') entries.set(object.id, toEntry(object));
		for (const mark of written.marks) before.add(mark);
		for (const { words } of documents) for (const word of words) if (word.startsWith('#')) now.add(word);
	}
	const territory = await openTerritory(tx);
	await describeEach(tx, { territory, next: inParts(newIds), read: readNewServices, write });
	await describeEach(tx, { territory, next: inParts(serviceIds), write });
	await buryDocuments(tx, [...gone.difference(kept)], writing);
	const lost = [...before].filter((mark) => !now.has(mark));
	const change = { gained: [...now], lost, bereft: new Set(await listBereft(tx, organisationId, lost)) };
	await projectOwner(tx, { organisationId, entries, ...change }, writing);
	await projectImported(tx, organisationId, change);
	await settleWords(tx);
}

function inParts(ids: string[]): () => Promise<string[]> {
	let from = 0;
	return () => Promise.resolve(ids.slice(from, (from += servicesAtOnce)));
}
