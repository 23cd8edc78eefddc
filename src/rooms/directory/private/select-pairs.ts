import { sql, type Transaction } from 'kysely';
import { z } from 'zod';
import type { DB } from '#house/database/schema.ts';
import { LocalName } from '#rooms/identity/signed-in.ts';
import { languages } from '#house/language/language.ts';
import { likenesses } from '../duplicates.ts';
import { serviceStates } from '../service-lifecycle.ts';
import { alike, mayBeOne, mostOfOneMark } from './alike.ts';

const Side = z.object({
	id: z.guid(),
	organisationId: z.guid(),
	organisation: LocalName,
	state: z.enum(serviceStates),
	imaginary: z.boolean(),
	town: z.string().nullable(),
	names: z.partialRecord(z.enum(languages), z.string()),
	mainLanguage: z.enum(languages),
});
const Pair = z.object({ own: Side, other: Side, likenesses: z.array(z.enum(likenesses)) });
/** Two services that may be the same, the first of the acting organisation. */
export type Pair = z.infer<typeof Pair>;

const side = (s: string, o: string) => {
	const [service, organisation] = [sql.ref(s), sql.ref(o)];
	return sql`jsonb_build_object('id', ${service}.id, 'organisationId', ${service}.organisation_id, 'state', ${service}.state,
	'imaginary', ${service}.imaginary, 'town', ${service}.town, 'mainLanguage', ${service}.main_language,
	'names', coalesce((select jsonb_object_agg(t.language, t.name) from service_text t where t.service_id = ${service}.id), '{}'),
	'organisation', jsonb_build_object('fr', ${organisation}.name_fr, 'nl', coalesce(${organisation}.name_nl, ${organisation}.name_fr),
		'de', coalesce(${organisation}.name_de, ${organisation}.name_fr), 'en', coalesce(${organisation}.name_en, ${organisation}.name_fr)))`;
};

interface Wish {
	organisationId: string;
	/** Of this service alone. */
	serviceId?: string | undefined;
	/** With this one alone, whether or not they are proposed as one. */
	otherId?: string;
	limit: number;
	offset: number;
}

/** Pairs that nobody has said to be two, looked up by the marks of the organisation's services; those with most in common first. */
export async function selectPairs(tx: Transaction<DB>, wish: Wish): Promise<Pair[]> {
	const { organisationId, serviceId, otherId, limit, offset } = wish;
	const ofService = serviceId === undefined ? sql`true` : sql`mine.service_id = ${serviceId}::uuid`;
	// Of two of one's own, each pair once; unless it is asked for by one of them.
	const once =
		serviceId === undefined
			? sql`(o.organisation_id <> mine.organisation_id or o.service_id > mine.service_id)`
			: sql`true`;
	const withOther = otherId === undefined ? sql`true` : sql`alike.other_id = ${otherId}::uuid`;
	const { rows } = await sql<{ pair: unknown }>`
		with found as materialized (
			select mine.service_id as own_id, o.service_id as other_id, array_agg(distinct mine.kind) as kinds
			from service_mark mine
			cross join lateral (
				select o.service_id, o.organisation_id from service_mark o
				where o.value = mine.value and o.service_id <> mine.service_id
				limit ${mostOfOneMark}
			) o
			where mine.service_id in (select id from service where organisation_id = ${organisationId}::uuid) and ${ofService} and ${once}
			group by 1, 2
		), alike as (${alike({ own: sql`service`, sharesArea: sql`share_area(own.id, b.id)` })})
		select jsonb_build_object('own', ${side('a', 'oa')}, 'other', ${side('b', 'ob')}, 'likenesses', to_jsonb(array_remove(array[
			case when 'name' = any (kinds) then 'same_name' when 'nearly' = any (kinds) then 'near_name' end,
			case when 'phone' = any (kinds) then 'same_phone' end, case when 'email' = any (kinds) then 'same_email' end,
			case when 'url' = any (kinds) then 'same_url' end, case when 'street' = any (kinds) then 'same_street' end,
			case when shares_area then 'shared_area' end, case when same_number then 'same_number' end], null))) as pair
		from alike join service a on a.id = alike.own_id join service b on b.id = alike.other_id
		join organisation oa on oa.id = a.organisation_id join organisation ob on ob.id = b.organisation_id
		where ${withOther} and (${otherId !== undefined} or ${mayBeOne} and not exists (
			select from service_pair p where p.service_id = least(alike.own_id, alike.other_id) and p.other_id = greatest(alike.own_id, alike.other_id)
				and p.fingerprint = service_fingerprint(p.service_id) || ' ' || service_fingerprint(p.other_id)))
		order by cardinality(kinds) desc, alike.own_id, alike.other_id
		limit ${limit} offset ${offset}`.execute(tx);
	return rows.map(({ pair }) => Pair.parse(pair));
}
