import { sql, type Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';
import type { HsdsKind, HsdsObject } from '../../hsds.ts';
import { describeAlone } from './describe-offer.ts';
import { listBereft } from './read-written.ts';
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
		const shared = await listMarksOfServices(tx, organisationId, rows);
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

/** What the published services are about that name these organizations, by the ids of these. */
async function listMarksOfServices(
	tx: Transaction<DB>,
	organisationId: string,
	documents: { kind: HsdsKind; id: string; mark: string }[],
): Promise<Map<string, string[]>> {
	const organizations = documents.filter(({ kind }) => kind === 'organization');
	if (organizations.length === 0) return new Map();
	const { rows } = await sql<{ id: string; marks: string[] }>`
		select o.id, array(select distinct word from hsds_document d cross join lateral unnest(tsvector_to_array(d.words)) word
			where d.kind = 'service' and d.organisation_id = ${organisationId}::uuid and d.deleted_at is null
				and d.words @@ quote_literal(o.mark)::tsquery and word ~ '^#[atx]') as marks
		from unnest(${organizations.map(({ id }) => id)}::uuid[], ${organizations.map(({ mark }) => mark)}::text[]) as o (id, mark)`.execute(
		tx,
	);
	return new Map(rows.map(({ id, marks }) => [id, marks]));
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
