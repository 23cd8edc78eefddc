import { sql, type RawBuilder, type Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';
import type { HsdsKind, HsdsObject } from '../../hsds.ts';
import { describeAlone } from './describe-offer.ts';
import { sharedMarks } from './fold-words.ts';
import { bears, listBereft, mostLookedUp } from './read-written.ts';
import { beginWriting, buryDocuments, keyOf, writeDocuments } from './write-documents.ts';

/** Marks that services bear now, those that some no longer do, and among these those that none does. */
interface Change {
	gained: string[];
	lost: string[];
	bereft: Set<string>;
}

const documentsAtOnce = 500;

/**
 * Publishes the organizations, taxonomies and terms that an organisation's services were taken in with, while a published one names them.
 * Without a change, all of them are looked at. Returns how many documents changed.
 */
export async function projectImported(
	tx: Transaction<DB>,
	organisationId: string,
	change: Change | undefined,
): Promise<number> {
	const ids = await listConcerned(tx, organisationId, change);
	if (ids.length === 0) return 0;
	const writing = await beginWriting(tx, `import:${organisationId}`);
	const shared = await listMarksOfServices(tx, organisationId, ids);
	let changed = 0;
	for (let from = 0; from < ids.length; from += documentsAtOnce) {
		const { rows } = await sql<{ kind: HsdsKind; id: string; original: HsdsObject; mark: string }>`
			select kind, id, original::json as original, case kind when 'organization' then '#o' when 'taxonomy' then '#x' else '#t' end || id as mark
			from imported_document where organisation_id = ${organisationId}::uuid
				and id = any (${ids.slice(from, from + documentsAtOnce)}::uuid[])`.execute(tx);
		// Only of what the change does not say is it asked.
		const known = new Set([...(change?.gained ?? []), ...(change?.lost ?? [])]);
		const marks = rows.map(({ mark }) => mark).filter((mark) => !known.has(mark));
		const bereft = new Set([...(change?.bereft ?? []), ...(await listBereft(tx, organisationId, marks))]);
		const documents = rows.map(({ kind, id, original, mark }) => {
			const found = kind === 'organization' ? (shared.get(id) ?? []) : [];
			return { mark, document: describeAlone(kind, original, { organisationId, marks: found }) };
		});
		const named = documents.filter(({ mark }) => !bereft.has(mark)).map(({ document }) => document);
		changed += await writeDocuments(tx, named, writing);
		const gone = documents.filter(({ mark }) => bereft.has(mark)).map(({ document }) => keyOf(document));
		await buryDocuments(tx, gone, writing);
	}
	return changed;
}

/** What the published services are about that name organizations among these ids, by the ids of these. */
async function listMarksOfServices(
	tx: Transaction<DB>,
	organisationId: string,
	ids: string[],
): Promise<Map<string, string[]>> {
	const { rows } = await sql<{ mark: string }>`select '#o' || id as mark from imported_document
		where organisation_id = ${organisationId}::uuid and kind = 'organization' and id = any (${ids}::uuid[])`.execute(tx);
	const marks = rows.map(({ mark }) => mark);
	if (marks.length > mostLookedUp) return readMarks(tx, { organisationId, marks });
	const found = new Map<string, string[]>();
	for (const mark of marks)
		for (const [id, words] of await readMarks(tx, { organisationId, marks: [mark], only: bears(mark) }))
			found.set(id, words);
	return found;
}

async function readMarks(
	tx: Transaction<DB>,
	{ organisationId, marks, only = sql`true` }: { organisationId: string; marks: string[]; only?: RawBuilder<unknown> },
): Promise<Map<string, string[]>> {
	const { rows } = await sql<{ id: string; words: string[] }>`
		select substr(owner, 3) as id, array_agg(distinct word) as words
		from (select tsvector_to_array(words) as words from hsds_document
			where kind = 'service' and organisation_id = ${organisationId}::uuid and deleted_at is null and ${only}) d
		cross join lateral unnest(d.words) owner cross join lateral unnest(d.words) word
		where owner like '#o%' and owner = any (${marks}::text[]) and word ~ ${sharedMarks} group by owner`.execute(tx);
	return new Map(rows.map(({ id, words }) => [id, words]));
}

/** The ids of what came along and may have to be told or buried. */
async function listConcerned(
	tx: Transaction<DB>,
	organisationId: string,
	change: Change | undefined,
): Promise<string[]> {
	const marks = change === undefined ? undefined : [...change.gained, ...change.lost];
	const ids = marks?.filter((mark) => /^#[otx]/.test(mark)).map((mark) => mark.slice(2));
	if (ids?.length === 0) return [];
	const { rows } = await sql<{ id: string }>`select distinct id from imported_document
		where organisation_id = ${organisationId}::uuid and (${ids ?? null}::uuid[] is null or id = any (${ids ?? null}::uuid[]))`.execute(
		tx,
	);
	return rows.map(({ id }) => id);
}
