import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { aDatabase } from '../testing/a-database.ts';
import { countNewTables } from './count-new-tables.ts';

const { owner } = await aDatabase();

test('tables that were filled are looked at once, empty ones and those known already are left alone', async () => {
	await sql`create table filled as select generate_series(1, 300) as number`.execute(owner);
	await sql`create table hollow (number integer)`.execute(owner);
	expect(await countNewTables(owner)).toEqual(['filled']);
	const { rows } = await sql<{ rows: number }>`select reltuples::integer as rows from pg_class
		where oid = 'filled'::regclass`.execute(owner);
	expect(rows).toEqual([{ rows: 300 }]);
	expect(await countNewTables(owner)).toEqual([]);
});
