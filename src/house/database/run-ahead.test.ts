import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { aDatabase } from '#house/testing/a-database.ts';
import { runAhead } from './run-ahead.ts';

const { owner, admin } = await aDatabase();

test('statements are run in their order, and each is put together while the one before is at work', async () => {
	const made: string[] = [];
	async function* statements() {
		for (const number of [1, 2, 3]) {
			made.push((await isAtWork(number - 1)) ? `made ${number} meanwhile` : `made ${number}`);
			yield sql`insert into told select ${sql.lit(number)}, (select count(*) from told) from pg_sleep(1)`;
		}
	}
	const { rows } = await owner.transaction().execute(async (tx) => {
		await sql`create temporary table told (number integer, before bigint) on commit drop`.execute(tx);
		await runAhead(tx, statements());
		return sql`select number, before from told order by number`.execute(tx);
	});
	expect(rows).toEqual([
		{ number: 1, before: 0 },
		{ number: 2, before: 1 },
		{ number: 3, before: 2 },
	]);
	expect(made).toEqual(['made 1', 'made 2 meanwhile', 'made 3 meanwhile']);
});

async function isAtWork(number: number): Promise<boolean> {
	const { rows } = await sql`select from pg_stat_activity where state = 'active'
		and query like ${`insert into told select ${number},%`}`.execute(admin);
	return rows.length === 1;
}

test('a failure is told as it was, not by what follows from it, and nothing is run after it', async () => {
	let made = 0;
	const running = owner.transaction().execute((tx) => {
		async function* statements() {
			yield sql`select 1 / 0`;
			made += 1;
			await sql`select 1`.execute(tx);
			yield sql`select 2`;
			made += 1;
		}
		return runAhead(tx, statements());
	});
	await expect(running).rejects.toThrow('division by zero');
	expect(made).toBe(1);
});
