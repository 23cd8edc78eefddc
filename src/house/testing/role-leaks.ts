import { sql, type RawBuilder } from 'kysely';
import type { Database } from '../database/kysely.ts';
import { RUNTIME_ROLES } from '../database/prepare-roles.ts';

interface Leak {
	leak: string;
}

/** What the two run-time roles could do that they must not, one sentence each that starts with the name of the role. */
export async function findRoleLeaks(database: Database): Promise<string[]> {
	const found: string[] = [];
	for (const check of [powers, possessions, memberships, grants, houseTables, creation]) {
		found.push(...(await check.execute(database)).rows.map(({ leak }) => leak));
	}
	return found;
}

const ROLES = sql`(select oid, rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication from pg_roles
	where rolname in (${sql.join(RUNTIME_ROLES.map((role) => sql.lit(role)))}))`;

const powers: RawBuilder<Leak> = sql`
	select rolname || ' has ' || power as leak from ${ROLES} r cross join lateral (values
		(rolsuper, 'SUPERUSER'), (rolbypassrls, 'BYPASSRLS'), (rolcreaterole, 'CREATEROLE'), (rolcreatedb, 'CREATEDB'),
		(rolreplication, 'REPLICATION')) as p (held, power) where held`;

const possessions: RawBuilder<Leak> = sql`
	select rolname || ' owns ' || pg_describe_object(classid, objid, objsubid) as leak
	from pg_shdepend d join ${ROLES} r on r.oid = d.refobjid and d.refclassid = 'pg_authid'::regclass
	where d.deptype = 'o' and d.dbid in (0, (select oid from pg_database where datname = current_database()))`;

const memberships: RawBuilder<Leak> = sql`
	select r.rolname || ' is a member of ' || g.rolname as leak
	from pg_auth_members m join ${ROLES} r on r.oid = m.member join pg_roles g on g.oid = m.roleid`;

/** TRUNCATE, REFERENCES and TRIGGER do not ask row level security. Rights of everyone (grantee 0) are theirs too. */
const grants: RawBuilder<Leak> = sql`
	select r.rolname || ' may ' || g.privilege_type || ' ' || g.name as leak from (
		select relname as name, acl.grantee, acl.privilege_type from pg_class c, aclexplode(c.relacl) acl
		where relnamespace = 'maillage'::regnamespace and relkind <> 'S'
		union all
		select c.relname || '.' || a.attname, acl.grantee, acl.privilege_type
		from pg_class c join pg_attribute a on a.attrelid = c.oid, aclexplode(a.attacl) acl
		where relnamespace = 'maillage'::regnamespace
	) g join ${ROLES} r on g.grantee in (0, r.oid)
	where g.privilege_type <> 'SELECT'
		and (r.rolname = 'maillage_public' or g.privilege_type not in ('INSERT', 'UPDATE', 'DELETE'))`;

const houseTables: RawBuilder<Leak> = sql`
	select r.rolname || ' may read ' || c.relname as leak from pg_class c cross join ${ROLES} r
	where c.relnamespace = 'maillage'::regnamespace
		and c.relname in ('kysely_migration', 'kysely_migration_lock', 'migration_file')
		and has_table_privilege(r.oid, c.oid, 'select')`;

const creation: RawBuilder<Leak> = sql`
	select r.rolname || ' may create in schema ' || n.nspname as leak from pg_namespace n cross join ${ROLES} r
	where n.nspname in ('maillage', 'public') and has_schema_privilege(r.oid, n.oid, 'create')
	union all
	select r.rolname || ' may create schemas' from ${ROLES} r where has_database_privilege(r.oid, current_database(), 'create')`;
