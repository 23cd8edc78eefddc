import { Kysely, PostgresDialect } from 'kysely';
import type { Pool } from 'pg';
import type { DB } from './schema.ts';

export type Database = Kysely<DB>;

export function connectDatabase(pool: Pool): Database {
	return new Kysely<DB>({ dialect: new PostgresDialect({ pool }) });
}
