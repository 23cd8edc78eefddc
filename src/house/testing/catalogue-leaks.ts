import { sql, type RawBuilder } from 'kysely';
import type { Database } from '../database/kysely.ts';
import { KEYS_TO_OTHERS, MIGRATION_TABLES, PUBLIC_UNIQUES, SECURITY_DEFINERS } from './catalogue-exceptions.ts';

interface Leak {
	leak: string;
}

/** Every leak found in a migrated database, one sentence each that starts with the name of the thing. */
export async function findLeaks(database: Database, rooms: string[]): Promise<string[]> {
	const checks = [
		tablesWithoutWalls,
		readsOfExpiredSettings(),
		viewsThatClimbWalls,
		functionsOfTheOwner(),
		uniquesAcrossOrganisations(),
		keysAcrossOrganisations(),
		tablesWithoutRoom(rooms),
		forbiddenWords,
	];
	const found: string[] = [];
	for (const check of checks) found.push(...(await check.execute(database)).rows.map(({ leak }) => leak));
	return found;
}

// A table of one organisation's rows: it has the column, or is the organisation itself.
const ORGANISATION_TABLES = sql`(
	select c.oid, c.relname, c.relrowsecurity, c.relforcerowsecurity from pg_class c
	where c.relnamespace = 'maillage'::regnamespace and c.relkind in ('r', 'p') and (c.relname = 'organisation' or exists (
		select from pg_attribute a where a.attrelid = c.oid and a.attname = 'organisation_id' and not a.attisdropped)))`;

const tablesWithoutWalls: RawBuilder<Leak> = sql`
	select relname || ': row level security is not enabled' as leak from ${ORGANISATION_TABLES} t where not relrowsecurity
	union all
	select relname || ': row level security is not forced upon the owner' from ${ORGANISATION_TABLES} t where not relforcerowsecurity
	union all
	select relname || ': no policy' from ${ORGANISATION_TABLES} t where not exists (select from pg_policy where polrelid = t.oid)`;

/** An expired SET LOCAL leaves an empty string, not NULL: only through nullif does it mean "no organisation". */
function readsOfExpiredSettings(): RawBuilder<Leak> {
	return sql`
		select name || ': reads current_setting without nullif' as leak from (
			select c.relname || ' policy ' || polname as name,
				concat(pg_get_expr(polqual, polrelid), ' ', pg_get_expr(polwithcheck, polrelid)) as text
			from pg_policy p join pg_class c on c.oid = p.polrelid where c.relnamespace = 'maillage'::regnamespace
			union all
			select proname || '()', pg_get_functiondef(oid) from pg_proc
			where pronamespace = 'maillage'::regnamespace and prokind in ('f', 'p')
		) t
		where regexp_count(text, 'current_setting *[(]', 1, 'i') > regexp_count(text, 'nullif *[(] *current_setting *[(]', 1, 'i')`;
}

const viewsThatClimbWalls: RawBuilder<Leak> = sql`
	select relname || ': a view without security_invoker reads with the rights of its owner' as leak from pg_class
	where relnamespace = 'maillage'::regnamespace and relkind = 'v'
		and not coalesce(reloptions && array['security_invoker=true', 'security_invoker=on', 'security_invoker=1', 'security_invoker=yes'], false)
	union all
	select relname || ': a materialized view has no row level security' from pg_class
	where relnamespace = 'maillage'::regnamespace and relkind = 'm'`;

function functionsOfTheOwner(): RawBuilder<Leak> {
	return sql`select proname || '(): runs with the rights of its owner (SECURITY DEFINER)' as leak from pg_proc
		where pronamespace = 'maillage'::regnamespace and prosecdef and proname <> all (${sql.val(SECURITY_DEFINERS)}::text[])`;
}

/**
 * A value that is unique across organisations tells one organisation what another has: its insertion fails.
 * Harmless are keys with the organisation in them, and keys with an identifier nobody can guess: the row's own
 * generated one, or that of a parent which a composite foreign key ties to the same organisation.
 */
function uniquesAcrossOrganisations(): RawBuilder<Leak> {
	return sql`
		select t.relname || ': ' || i.relname || ' is unique across organisations' as leak
		from ${ORGANISATION_TABLES} t
		join pg_index x on x.indrelid = t.oid and (x.indisunique or x.indisexclusion)
		join pg_class i on i.oid = x.indexrelid
		where i.relname <> all (${sql.val(PUBLIC_UNIQUES)}::text[]) and not exists (
			select from pg_attribute a
			left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
			where a.attrelid = t.oid and a.attnum = any ((x.indkey::int2[])[0:x.indnkeyatts - 1]) and (
				a.attname = 'organisation_id'
				or a.atttypid = 'uuid'::regtype and pg_get_expr(d.adbin, d.adrelid) ~ '^(gen_random_uuid|uuidv4|uuidv7)[(][)]$'
				or a.atttypid = 'uuid'::regtype and exists (
					select from pg_constraint f join pg_attribute o on o.attrelid = t.oid and o.attname = 'organisation_id'
					where f.conrelid = t.oid and f.contype = 'f' and f.conkey @> array[a.attnum, o.attnum])))`;
}

/** A foreign key is checked without row level security: without the organisation in it, it reaches into another's rows. */
function keysAcrossOrganisations(): RawBuilder<Leak> {
	return sql`
	select t.relname || ': ' || f.conname || ' refers to ' || p.relname || ' without organisation_id' as leak
	from pg_constraint f
	join ${ORGANISATION_TABLES} t on t.oid = f.conrelid
	join ${ORGANISATION_TABLES} p on p.oid = f.confrelid
	where f.contype = 'f' and p.relname <> 'organisation' and f.conname <> all (${sql.val(KEYS_TO_OTHERS)}::text[]) and not exists (
		select from unnest(f.conkey, f.confkey) as pair (mine, theirs)
		join pg_attribute a on a.attrelid = f.conrelid and a.attnum = pair.mine and a.attname = 'organisation_id'
		join pg_attribute b on b.attrelid = f.confrelid and b.attnum = pair.theirs and b.attname = 'organisation_id')`;
}

function tablesWithoutRoom(rooms: string[]): RawBuilder<Leak> {
	return sql`select relname || ': its comment names neither a room of src/rooms nor the house' as leak from pg_class c
		where relnamespace = 'maillage'::regnamespace and relkind in ('r', 'p', 'v', 'f')
			and relname <> all (${sql.val(MIGRATION_TABLES)}::text[])
			and coalesce(obj_description(oid, 'pg_class') !~ '^house: [a-z]+[.,]', true)
			and coalesce(substring(obj_description(oid, 'pg_class') from '^room: ([a-z]+)[.,]') <> all (${sql.val(rooms)}::text[]), true)`;
}

/** This house keeps no scores on people: the words for it do not exist in the schema. */
const forbiddenWords: RawBuilder<Leak> = sql`
	select distinct name || ': the schema has no word for this' as leak from (
		select relname as name from pg_class where relnamespace = 'maillage'::regnamespace
		union all
		select c.relname || '.' || a.attname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
		where c.relnamespace = 'maillage'::regnamespace
		union all
		select typname from pg_type where typnamespace = 'maillage'::regnamespace
	) t where name ~* 'risk|score|threat|suspect|flag|danger|watch'`;
