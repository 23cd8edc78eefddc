import { sql, type RawBuilder, type Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';
import { ownSource } from '../../hsds.ts';
import { keyOf } from './write-documents.ts';

/** What the feed holds of some services: the keys of their documents and of their places, and what these are found by besides words. */
export interface Written {
	keys: string[];
	marks: string[];
}

export async function readWritten(tx: Transaction<DB>, serviceIds: string[]): Promise<Written> {
	const { rows } = await sql<{ id: string; marks: string[]; places: string[] }>`
		select id, array(select word from unnest(tsvector_to_array(words)) word where word like '#%') as marks,
			array(select place->>'id' from json_array_elements(body::json->'service_at_locations') place) as places
		from hsds_document where kind = 'service' and id = any (${serviceIds}::uuid[]) and source = ${ownSource} and deleted_at is null`.execute(
		tx,
	);
	return {
		keys: rows.flatMap(({ id, places }) => [
			keyOf({ kind: 'service', id }),
			...places.map((place) => keyOf({ kind: 'service_at_location', id: place })),
		]),
		marks: rows.flatMap(({ marks }) => marks),
	};
}

/** Up to so many marks are each looked up; more are found by reading all documents of the organisation once. */
export const mostLookedUp = 50;

/** That a document bears a mark. For one mark at a time: of a word it knows, the database sees that its index is the way. */
export function bears(mark: string): RawBuilder<unknown> {
	return sql`words @@ ${`'${mark}'`}::tsquery`;
}

/** Those of these marks that no published service of the organisation bears any more. */
export async function listBereft(tx: Transaction<DB>, organisationId: string, marks: string[]): Promise<string[]> {
	if (marks.length > mostLookedUp) return readBereft(tx, organisationId, marks);
	const bereft: string[] = [];
	for (const mark of marks) {
		const { rows } = await sql`select from hsds_document where kind = 'service' and ${bears(mark)}
			and organisation_id = ${organisationId}::uuid and deleted_at is null limit 1`.execute(tx);
		if (rows.length === 0) bereft.push(mark);
	}
	return bereft;
}

async function readBereft(tx: Transaction<DB>, organisationId: string, marks: string[]): Promise<string[]> {
	const { rows } = await sql<{ mark: string }>`
		select mark from unnest(${marks}::text[]) mark
		except select word from hsds_document d cross join lateral unnest(tsvector_to_array(d.words)) word
			where d.kind = 'service' and d.organisation_id = ${organisationId}::uuid and d.deleted_at is null and word like '#%'`.execute(
		tx,
	);
	return rows.map(({ mark }) => mark);
}
