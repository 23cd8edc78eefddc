import { sql, type Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';

/** A service as an import gives it, as far as it is compared. */
export interface GivenService {
	id: string;
	/** Hexadecimal, of all that was given. */
	fingerprint: string;
	name: string;
	town: string | null;
	phone: string | null;
	url: string | null;
}

/** What taking it in would do: `kept` was edited or begun here, `theirs` is a service of another organisation. */
export interface Weighed {
	id: string;
	standing: 'new' | 'changed' | 'unchanged' | 'kept' | 'theirs';
	/** A published service that may be the same. */
	duplicateId: string | null;
}

/** Compares what an import gives with what the directory has. One round trip for all of them. */
export async function weighServices(
	tx: Transaction<DB>,
	{ organisationId, sourceId }: { organisationId: string; sourceId: string },
	services: GivenService[],
): Promise<Map<string, Weighed>> {
	const { rows } = await sql<Weighed>`
		select w.id, ${standing(organisationId, sourceId)} as standing, case when s.id is null then same.id end as "duplicateId"
		from json_to_recordset(${JSON.stringify(services)}::json) as w (id uuid, fingerprint text, name text, town text, phone text, url text)
		left join service s on s.id = w.id
		left join service_import i on i.service_id = w.id
		left join lateral (
			select p.id from service p where p.published and p.phone = w.phone and p.id <> w.id
			union all select p.id from service p where p.published and p.url = w.url and p.id <> w.id
			union all select p.id from service_text t join service p on p.id = t.service_id
				where t.published and lower(normalize(left(t.name, 200), NFKD)) = lower(normalize(left(w.name, 200), NFKD))
					and lower(normalize(p.town, NFKD)) = lower(normalize(w.town, NFKD)) and p.id <> w.id
			limit 1
		) same on s.id is null`.execute(tx);
	return new Map(rows.map((row) => [row.id, row]));
}

/** A move or a confirmation is no edit: it leaves what was given as it is. */
function standing(organisationId: string, sourceId: string) {
	return sql`case when s.id is null then 'new'
		when s.organisation_id <> ${organisationId}::uuid then 'theirs'
		when i.service_id is null or i.source_id <> ${sourceId}::uuid then 'kept'
		when i.fingerprint = decode(w.fingerprint, 'hex') then 'unchanged'
		when s.state = 'archived' or exists (select from service_change c where c.organisation_id = s.organisation_id and c.service_id = s.id
			and c.version > i.version and c.field not in ('state', 'confirmedOn', 'pausedUntil')) then 'kept'
		else 'changed' end`;
}
