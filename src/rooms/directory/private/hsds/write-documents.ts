import { sql, type RawBuilder, type Transaction } from 'kysely';
import { bytesArray, textArray, wordsArray } from '#house/database/binary-array.ts';
import type { DB } from '#house/database/schema.ts';
import type { HsdsKind, HsdsObject } from '../../hsds.ts';
import type { HsdsDocument } from './document.ts';

/** Where documents come from, and the time of their change. */
export interface Writing {
	source: string;
	at: Date;
}

/** How much waits to be taken into the indexes of words before that is done at once; kilobytes. A reader meanwhile walks through no more. */
const pendingKilobytes = '8192';

/** Some documents at once, with those who count them, and the words that wait: none of it by way of the disk. */
const workingMemory = '32MB';

/** Waits for whoever writes documents now. From here to the end of the transaction nobody else does. End with `settleWords`. */
export async function beginWriting(tx: Transaction<DB>, source: string): Promise<Writing> {
	const { rows } = await sql<{ at: Date }>`select begin_hsds_changes() as at,
		set_config('gin_pending_list_limit', ${pendingKilobytes}, true), set_config('work_mem', ${workingMemory}, true)`.execute(
		tx,
	);
	const [row] = rows;
	if (row === undefined) throw new Error('The database gave no time.');
	return { source, at: row.at };
}

/** The last step: what was written is found by its words without a detour. */
export async function settleWords(tx: Transaction<DB>): Promise<void> {
	await sql`select from settle_hsds_words()`.execute(tx);
}

/** Writes those that say something else than before; the others keep the time of their last change. Returns how many. */
export async function writeDocuments(
	tx: Transaction<DB>,
	documents: HsdsDocument[],
	{ source, at }: Writing,
): Promise<number> {
	const known = await listFingerprints(tx, documents);
	// Two services may be at one place that has one id: the place is told once.
	const once = [...new Map(documents.map((document) => [keyOf(document), document])).values()];
	const changed = once.filter((document) => {
		const before = known.get(keyOf(document));
		const isTheirs =
			before !== undefined &&
			(before.source !== source || (before.owner !== null && before.owner !== document.organisationId));
		// What somebody else publishes stays as they say it.
		return !isTheirs && before?.fingerprint !== document.fingerprint.toString('hex');
	});
	const added = changed.filter((document) => !known.has(keyOf(document)));
	const rewritten = changed.filter((document) => known.has(keyOf(document)));
	// Nobody else writes documents meanwhile: those that were not there are not there, and no conflict is to be looked for.
	return (
		(await insertDocuments(tx, added, { source, at, instead: sql`` })) +
		(await insertDocuments(tx, rewritten, { source, at, instead: inPlace }))
	);
}

const inPlace = sql`on conflict (kind, id) do update set organisation_id = excluded.organisation_id, summary = excluded.summary,
	body = excluded.body, words = excluded.words, fingerprint = excluded.fingerprint, last_modified = excluded.last_modified,
	deleted_at = null, merged_into = null
	where hsds_document.source = excluded.source`;

async function insertDocuments(
	tx: Transaction<DB>,
	documents: HsdsDocument[],
	{ source, at, instead }: Writing & { instead: RawBuilder<unknown> },
): Promise<number> {
	if (documents.length === 0) return 0;
	const written = documents.map((document) => toWritten(document, at));
	const { numAffectedRows } = await sql`
		insert into hsds_document (kind, id, source, organisation_id, summary, body, words, fingerprint, last_modified, sequence)
		select kind, id, ${source}, organisation_id, summary, body, words, fingerprint, ${at}::timestamptz, 0
		from unnest(${documents.map(({ kind }) => kind)}::text[], ${documents.map(({ id }) => id)}::uuid[],
			${documents.map(({ organisationId }) => organisationId)}::uuid[], ${textArray(written.map(({ summary }) => summary))}::text[],
			${textArray(written.map(({ body }) => body))}::text[], ${wordsArray(documents.map(({ words }) => words))}::tsvector[],
			${bytesArray(documents.map(({ fingerprint }) => fingerprint))}::bytea[])
			as written (kind, id, organisation_id, summary, body, words, fingerprint) ${instead}`.execute(tx);
	return Number(numAffectedRows ?? 0);
}

/** Services say when they changed, as the last of their fields. */
function toWritten({ kind, summary, text }: HsdsDocument, at: Date): { summary: string; body: string } {
	if (kind !== 'service') return { summary, body: text };
	const end = `,"last_modified":"${at.toISOString()}"}`;
	return { summary: summary.slice(0, -1) + end, body: text.slice(0, -1) + end };
}

interface Known {
	key: string;
	fingerprint: string;
	owner: string | null;
	source: string;
}

async function listFingerprints(tx: Transaction<DB>, documents: HsdsDocument[]): Promise<Map<string, Known>> {
	const { rows } = await sql<Known>`
		select d.kind || ' ' || d.id as key, encode(d.fingerprint, 'hex') as fingerprint, d.organisation_id as owner, d.source
		from unnest(${documents.map(({ kind }) => kind)}::text[], ${documents.map(({ id }) => id)}::uuid[]) as wanted (kind, id)
		join hsds_document d on d.kind = wanted.kind and d.id = wanted.id`.execute(tx);
	return new Map(rows.map((row) => [row.key, row]));
}

/** How a document is named among all. */
export function keyOf({ kind, id }: { kind: string; id: string }): string {
	return `${kind} ${id.toLowerCase()}`;
}

/** Those who keep a copy learn from a tombstone that a document is gone; it says no more than what it was called. */
export async function buryDocuments(tx: Transaction<DB>, keys: string[], { source, at }: Writing): Promise<void> {
	if (keys.length === 0) return;
	const kinds = keys.map((key) => key.split(' ')[0] ?? '');
	const ids = keys.map((key) => key.split(' ')[1] ?? '');
	const { rows } = await sql<{ kind: HsdsKind; body: string; into: string | null }>`select d.kind, d.body,
			(select m.successor_id from service_successor m where d.kind = 'service' and m.service_id = d.id and m.merged) as "into"
		from unnest(${kinds}::text[], ${ids}::uuid[]) as wanted (kind, id) join hsds_document d on d.kind = wanted.kind and d.id = wanted.id
		where d.source = ${source} and d.deleted_at is null`.execute(tx);
	const tombstones = rows.map(({ kind, body, into }) => {
		// Our own column: what stands in it was written by the verb above.
		const object = JSON.parse(body) as HsdsObject;
		const tombstone = { ...makeTombstone(kind, object, at), x_be_merged_into: into ?? undefined };
		return { kind, id: object.id, merged_into: into, body: JSON.stringify(tombstone) };
	});
	await sql`update hsds_document d set summary = t.body, body = t.body, fingerprint = decode(repeat('00', 32), 'hex'),
			last_modified = ${at}::timestamptz, deleted_at = ${at}::timestamptz, merged_into = t.merged_into
		from json_to_recordset(${JSON.stringify(tombstones)}::json) as t (kind text, id uuid, merged_into uuid, body text)
		where d.kind = t.kind and d.id = t.id`.execute(tx);
}

function makeTombstone(kind: HsdsKind, { id, name, description }: HsdsObject, at: Date): HsdsObject {
	const time = at.toISOString();
	const own = { x_be_deleted: true, x_be_deleted_at: time };
	if (kind === 'service') return { id, name, status: 'defunct', last_modified: time, ...own };
	return kind === 'service_at_location' ? { id, name, status: 'defunct', ...own } : { id, name, description, ...own };
}
