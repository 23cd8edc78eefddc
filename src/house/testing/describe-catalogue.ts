import { sql } from 'kysely';
import type { Database } from '../database/kysely.ts';

/** Everything our migrations make, as sorted lines that do not depend on the version of PostgreSQL. */
export async function describeCatalogue(database: Database): Promise<string[]> {
	const { rows } = await sql<{ line: string }>`
		select concat_ws(' ', 'column', c.relname, a.attname, format_type(a.atttypid, a.atttypmod), case when a.attnotnull then 'not null' end,
			a.attgenerated, pg_get_expr(d.adbin, d.adrelid), col_description(c.oid, a.attnum)) as line
		from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
		left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
		where c.relnamespace = 'maillage'::regnamespace and c.relkind <> 'i'
		union all
		select concat_ws(' ', 'relation', relname, relkind, pg_get_userbyid(relowner), relrowsecurity, relforcerowsecurity, reloptions,
			obj_description(oid, 'pg_class')) from pg_class where relnamespace = 'maillage'::regnamespace
		union all
		-- Since 18 NOT NULL is a constraint with a name; the columns above say it for both.
		select concat_ws(' ', 'constraint', conrelid::regclass, conname, pg_get_constraintdef(oid)) from pg_constraint
		where connamespace = 'maillage'::regnamespace and contype <> 'n'
		union all
		select concat_ws(' ', 'index', indexdef) from pg_indexes where schemaname = 'maillage'
		union all
		select concat_ws(' ', 'policy', tablename, policyname, permissive, roles, cmd, qual, with_check) from pg_policies where schemaname = 'maillage'
		union all
		select concat_ws(' ', 'function', pg_get_functiondef(oid), pg_get_userbyid(proowner), obj_description(oid, 'pg_proc'))
		from pg_proc where pronamespace = 'maillage'::regnamespace
		union all
		select concat_ws(' ', 'trigger', pg_get_triggerdef(t.oid)) from pg_trigger t join pg_class c on c.oid = t.tgrelid
		where c.relnamespace = 'maillage'::regnamespace and not t.tgisinternal
		union all
		select concat_ws(' ', 'grant', c.relname, acl.privilege_type, coalesce(pg_get_userbyid(nullif(acl.grantee, 0)), 'everyone'))
		from pg_class c, aclexplode(c.relacl) acl
		-- The owner holds MAINTAIN since 17.
		where c.relnamespace = 'maillage'::regnamespace and acl.privilege_type <> 'MAINTAIN'
		union all
		select concat_ws(' ', 'role', rolname, rolsuper, rolinherit, rolcreaterole, rolcreatedb, rolcanlogin, rolreplication, rolbypassrls, rolconnlimit)
		from pg_roles where rolname like 'maillage\\_%'`.execute(database);
	return rows.map(({ line }) => line).toSorted();
}
