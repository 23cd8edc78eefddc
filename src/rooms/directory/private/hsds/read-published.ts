import { sql, type RawBuilder, type Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';
import type { HsdsObject } from '../../hsds.ts';
import type { PublishedOrganisation, PublishedService, Recorded, Territory, TerritoryArea } from './published.ts';

interface Pause {
	paused: RawBuilder<unknown>;
	until: RawBuilder<unknown>;
}

/** A service as the feed reads it, given `s`, its row; closed for a while as its row says, or as it will be. */
export const recordOfService = ({ paused, until }: Pause) => sql`json_build_object(
	'id', s.id, 'paused', ${paused}, 'pausedUntil', ${until}, 'imaginary', s.imaginary, 'networkRole', s.network_role,
	'mainLanguage', s.main_language, 'audiences', s.audiences, 'needs', s.needs, 'languages', s.languages, 'minors', s.minors,
	'free', s.free, 'anonymous', s.anonymous, 'withoutAppointment', s.without_appointment, 'modes', s.modes,
	'referralModes', s.referral_modes, 'capacity', s.capacity, 'waitingDays', s.waiting_days, 'capacityOn', s.capacity_on,
	'accessibility', s.accessibility,
	'phone', s.phone, 'email', s.email, 'url', s.url, 'street', s.street, 'postalCode', s.postal_code, 'town', s.town,
	'confirmedOn', s.confirmed_on, 'sourceUrl', s.source_url,
	'texts', coalesce((select json_object_agg(t.language, json_build_object('name', t.name, 'description', t.description,
		'conditions', t.conditions, 'firstContact', t.first_contact, 'cost', t.cost, 'pauseMessage', t.pause_message,
		'mission', t.mission, 'method', t.method, 'limits', t.limits, 'professionalSecrecy', t.professional_secrecy)) from service_text t where t.service_id = s.id), '{}'),
	'hours', coalesce((select json_agg(json_build_object('weekday', h.weekday, 'opens', left(h.opens::text, 5),
		'closes', left(h.closes::text, 5)) order by h.weekday, h.opens) from service_hours h where h.service_id = s.id), '[]'),
	'exceptions', coalesce((select json_agg(json_build_object('startsOn', e.starts_on, 'endsOn', e.ends_on, 'note', e.note,
		'hours', coalesce((select json_agg(json_build_array(left(slot.o::text, 5), left(slot.c::text, 5)))
			from unnest(e.opens, e.closes) slot (o, c)), '[]')) order by e.starts_on, e.number)
		from service_hours_exception e where e.service_id = s.id), '[]'),
	'coverage', coalesce((select json_agg(c.area_code order by c.area_code) from service_coverage c where c.service_id = s.id), '[]'),
	-- Those that others had become one with before are among them; of what was never public nothing is told.
	'mergedIds', coalesce((with recursive merged (id) as (
			select m.service_id from service_successor m where m.successor_id = s.id and m.merged
			union select m.service_id from service_successor m join merged on m.successor_id = merged.id where m.merged)
		select json_agg(merged.id order by merged.id) from merged
		where exists (select from hsds_document d where d.kind = 'service' and d.id = merged.id)), '[]'))`;

const ofRow: Pause = { paused: sql`s.state = 'paused'`, until: sql`s.paused_until` };

/** A service that was read and is not taken apart yet: that is done while the database is busy with others. */
export interface Found {
	postalCode: string | null;
	open(): PublishedService;
}

/** Those of these services that are published, each with all its parts. One round trip. */
export async function readServices(tx: Transaction<DB>, serviceIds: string[]): Promise<Found[]> {
	const { rows } = await sql<Row>`
		select s.postal_code as "postalCode", ${recordOfService(ofRow)}::text as record, ${recordOfOrganisation} as organisation,
			i.original, i.record as taken, s.confidential_address as hidden
		from service s join organisation o on o.id = s.organisation_id
		left join service_import i on i.service_id = s.id and not s.imaginary
		where s.id = any (${serviceIds}::uuid[]) and s.published order by s.id`.execute(tx);
	return rows.map((row) => ({ postalCode: row.postalCode, open: () => openRow(row) }));
}

/**
 * The same of services that are new with this transaction, which has taken them in: what it kept of them is what they say, and is not
 * gathered from all their parts again.
 */
export async function readNewServices(tx: Transaction<DB>, serviceIds: string[]): Promise<Found[]> {
	const { rows } = await sql<Omit<Row, 'taken'>>`
		select s.postal_code as "postalCode", i.record, ${recordOfOrganisation} as organisation,
			case when not s.imaginary then i.original end as original, s.confidential_address as hidden
		from service s join organisation o on o.id = s.organisation_id join service_import i on i.service_id = s.id
		where s.id = any (${serviceIds}::uuid[]) and s.published order by s.id`.execute(tx);
	return rows.map((row) => ({ postalCode: row.postalCode, open: () => openRow({ ...row, taken: row.record }) }));
}

/** Our own columns: what stands in them was written by the verbs that keep it. */
function openRow({ record, organisation, original, taken, hidden }: Row): PublishedService {
	const now = JSON.parse(record) as Recorded;
	if (original === null || taken === null) return { ...now, organisation, given: null };
	const whole = JSON.parse(original) as HsdsObject;
	const given = {
		original: hidden ? withoutPlaces(whole) : whole,
		record: taken === record ? now : (JSON.parse(taken) as Recorded),
	};
	return { ...now, organisation, given };
}

/** What was given may still tell the address that the service has made confidential here. */
function withoutPlaces({ service_at_locations: _places, ...said }: HsdsObject): HsdsObject {
	return said;
}

type Row = {
	postalCode: string | null;
	/** JSON, as the next two. */
	record: string;
	original: string | null;
	taken: string | null;
	/** Whether its address is confidential. */
	hidden: boolean;
	organisation: PublishedOrganisation;
};

const recordOfOrganisation = sql`json_build_object('id', o.id, 'kind', o.kind, 'areaCode', o.area_code,
	'enterpriseNumber', o.enterprise_number, 'imaginary', o.origin = 'demonstration',
	'names', json_strip_nulls(json_build_object('fr', o.name_fr, 'nl', o.name_nl, 'de', o.name_de, 'en', o.name_en)))`;

/** The next organisations by their ids, beginning after one. */
export async function readOrganisations(
	tx: Transaction<DB>,
	{ after, limit, only }: { after: string | null; limit: number; only?: string },
): Promise<PublishedOrganisation[]> {
	const { rows } = await sql<{ organisation: PublishedOrganisation }>`
		select ${recordOfOrganisation} as organisation from organisation o
		where (${after}::uuid is null or o.id > ${after}::uuid) and (${only ?? null}::uuid is null or o.id = ${only ?? null}::uuid)
		order by o.id limit ${limit}`.execute(tx);
	return rows.map(({ organisation }) => organisation);
}

/** The next published services by their ids, beginning after one; of every organisation that the transaction sees. */
export async function listPublishedIds(tx: Transaction<DB>, after: string | null, limit: number): Promise<string[]> {
	const { rows } = await sql<{ id: string }>`select id from service
		where published and (${after}::uuid is null or id > ${after}::uuid) order by id limit ${limit}`.execute(tx);
	return rows.map(({ id }) => id);
}

export async function readAreas(tx: Transaction<DB>): Promise<Territory['areas']> {
	const { rows } = await sql<TerritoryArea>`select code, kind, names, lineage from list_areas()`.execute(tx);
	return new Map(rows.map((area) => [area.code, area]));
}

/** One commune for each postal code: those that share a code are in the same province. */
export async function readCommunes(
	tx: Transaction<DB>,
	services: Pick<PublishedService, 'postalCode'>[],
): Promise<Territory['communes']> {
	const codes = services.flatMap(({ postalCode }) => postalCode ?? []);
	if (codes.length === 0) return new Map();
	const { rows } = await sql<{ postal_code: string; area_code: string }>`
		select postal_code, min(area_code) as area_code from list_postal_communes(${[...new Set(codes)]}::text[]) group by postal_code`.execute(
		tx,
	);
	return new Map(rows.map((row) => [row.postal_code, row.area_code]));
}
