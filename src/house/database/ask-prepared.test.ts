import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { aDatabase } from '../testing/a-database.ts';
import { askPrepared, connectDatabase } from './kysely.ts';
import { openPool } from './pool.ts';

test('a prepared statement is read once by a connection, whatever values it is asked with', async () => {
	const copy = await aDatabase();
	const database = connectDatabase(openPool(copy.urls.app, { max: 1, applicationName: 'trial' }));
	const ask = (value: number) =>
		askPrepared(database, 'trial', sql<{ twice: number }>`select ${value}::int * 2 as twice`);
	expect(await ask(3)).toEqual([{ twice: 6 }]);
	expect(await ask(4)).toEqual([{ twice: 8 }]);
	const { rows } = await sql`select name, statement from pg_prepared_statements`.execute(database);
	expect(rows).toEqual([{ name: 'trial', statement: 'select $1::int * 2 as twice' }]);
	const connection = async () => (await sql`select pg_backend_pid()`.execute(database)).rows;
	const before = await connection();
	await expect(askPrepared(database, 'trial', sql<{ one: number }>`select 1 as one`)).rejects.toThrow('must be unique');
	const divided = askPrepared(database, 'trial failing', sql<{ one: number }>`select 1 / ${0}::int as one`);
	await expect(divided).rejects.toThrow('division by zero');
	// What is refused costs no connection.
	expect(await connection()).toEqual(before);
	await database.destroy();
});

test('a prepared statement is never taken for a part of a transaction, which it would not be', async () => {
	const copy = await aDatabase();
	const asked = copy.app.transaction().execute((tx) => askPrepared(tx, 'trial', sql<{ one: number }>`select 1 as one`));
	await expect(asked).rejects.toThrow('not a part of a transaction');
});
