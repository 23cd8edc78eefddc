import { sql, type Kysely } from 'kysely';
import type { DB } from './schema.ts';

/**
 * Takes the statistics of tables that were filled and never looked at since, as by the first start. The server would come to it within a
 * minute, and until then plan its answers as if they were nearly empty. Runs as the owner of the tables. Answers their names.
 */
export async function countNewTables(database: Kysely<DB>): Promise<string[]> {
	const { rows } = await sql<{ name: string }>`select relname as name from pg_class
		where relnamespace = 'maillage'::regnamespace and relkind = 'r' and reltuples < 0 and pg_relation_size(oid) > 0
		order by relname`.execute(database);
	const names = rows.map(({ name }) => name);
	if (names.length > 0) await sql`analyze ${sql.join(names.map((name) => sql.id('maillage', name)))}`.execute(database);
	return names;
}
