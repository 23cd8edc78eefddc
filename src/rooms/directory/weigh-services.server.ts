import { sql, type Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';
import { languages } from '#house/language/language.ts';
import { alike, mayBeOne, mostOfOneMark } from './private/alike.ts';
import type { ServiceRecord } from './service-record.ts';

/** A service as an import gives it. */
export interface GivenService {
	id: string;
	/** Hexadecimal, of all that was given. */
	fingerprint: string;
	record: ServiceRecord;
}

/** What taking it in would do: `kept` was edited or begun here, `theirs` is a service of another organisation. */
export interface Weighed {
	id: string;
	standing: 'new' | 'changed' | 'unchanged' | 'kept' | 'theirs';
	/** A published service that may be the same. */
	duplicateId: string | null;
}

interface Source {
	organisationId: string;
	sourceId: string;
	imaginary: boolean;
}

/** Compares what an import gives with what the directory has. One round trip for all of them. */
export async function weighServices(
	tx: Transaction<DB>,
	{ organisationId, sourceId, imaginary }: Source,
	services: GivenService[],
): Promise<Map<string, Weighed>> {
	const { rows } = await sql<Weighed>`
		with given as materialized (
			select w.*, ${organisationId}::uuid as organisation_id, ${imaginary}::boolean as imaginary, null as network_role
			from json_to_recordset(${JSON.stringify(services.map(toRow))}::json) as w (id uuid, fingerprint text, names text[], phone text, email text,
				url text, postal_code text, street text, coverage text[], main_language text, needs text[], audiences text[])
		), named as materialized (
			-- The words of a name once, not for each of its marks.
			select w.id, fold_name(name) as words from given w cross join unnest(w.names) as name
		), mark as materialized (
			select n.id, m.kind, mark_value(m.kind, m.value) as value from named n cross join lateral name_marks(n.words) m
			union select w.id, m.kind, mark_value(m.kind, m.value) from given w cross join lateral contact_marks(w.phone, w.email, w.url, w.postal_code, w.street) m
		), found as materialized (
			select mine.id as own_id, o.service_id as other_id, array_agg(distinct mine.kind) as kinds
			from mark mine cross join lateral (
				select o.service_id from service_mark o
				where o.value = mine.value and o.service_id <> mine.id and o.published
				limit ${mostOfOneMark}
			) o
			where not exists (select from service s where s.id = mine.id)
			group by 1, 2
		), alike as (${alike({ own: sql`given`, sharesArea: sql`share_areas(own.coverage, b.id)` })}),
		same as (select distinct on (own_id) own_id, other_id from alike where ${mayBeOne} order by own_id, cardinality(kinds) desc, other_id)
		select w.id, ${standing(organisationId, sourceId)} as standing, same.other_id as "duplicateId"
		from given w
		left join service s on s.id = w.id
		left join service_import i on i.service_id = w.id
		left join same on same.own_id = w.id`.execute(tx);
	return new Map(rows.map((row) => [row.id, row]));
}

function toRow({ id, fingerprint, record }: GivenService) {
	const { phone, email, url, postalCode, street, coverage, mainLanguage, needs, audiences } = record;
	const names = languages.map((language) => record.texts[language].name).filter((name) => name !== '');
	const offer = { coverage, main_language: mainLanguage, needs, audiences };
	return { id, fingerprint, names, phone, email, url, postal_code: postalCode, street, ...offer };
}

/** A move or a confirmation is no edit: it leaves what was given as it is. */
function standing(organisationId: string, sourceId: string) {
	return sql`case when s.id is null then 'new' when s.organisation_id <> ${organisationId}::uuid then 'theirs'
		when i.service_id is null or i.source_id <> ${sourceId}::uuid then 'kept'
		when i.fingerprint = decode(w.fingerprint, 'hex') then 'unchanged'
		when s.state = 'archived' or exists (select from service_change c where c.organisation_id = s.organisation_id and c.service_id = s.id
			and c.version > i.version and c.field not in ('state', 'confirmedOn', 'pausedUntil')) then 'kept'
		else 'changed' end`;
}
