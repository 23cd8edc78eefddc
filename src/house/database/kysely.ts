import { Kysely, PostgresDialect, type RawBuilder } from 'kysely';
import type { Pool, QueryResultRow } from 'pg';
import type { DB } from './schema.ts';

export type Database = Kysely<DB>;

const pools = new WeakMap<Database, Pool>();

export function connectDatabase(pool: Pool): Database {
	const database = new Kysely<DB>({ dialect: new PostgresDialect({ pool }) });
	pools.set(database, pool);
	return database;
}

/**
 * Asks one statement, which is a transaction of its own, prepared once on each connection: PostgreSQL reads and plans it there and not each
 * time. For what is asked often; one `name` always carries the same text.
 */
export async function askPrepared<Row extends QueryResultRow>(
	database: Database,
	name: string,
	query: RawBuilder<Row>,
): Promise<Row[]> {
	const pool = pools.get(database);
	if (pool === undefined) throw new TypeError('a prepared statement is not a part of a transaction');
	const { sql: text, parameters } = query.compile(database);
	const client = await pool.connect();
	try {
		const { rows } = await client.query<Row>({ name, text, values: [...parameters] });
		return rows;
	} finally {
		// A connection on which a statement was refused is as good as before; the pool sees by itself when one is broken.
		client.release();
	}
}
