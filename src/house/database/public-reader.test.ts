import { setImmediate as letOthersAct } from 'node:timers/promises';
import { afterAll, describe, expect, test } from 'vitest';
import { aDatabase } from '../testing/a-database.ts';
import { openPool } from './pool.ts';
import { DatabaseUnavailable, openPublicReader } from './public-reader.ts';

const database = await aDatabase();
const pools = [database.urls.public, 'postgres://nobody@127.0.0.1:9/none'].map((url) =>
	openPool(url, { max: 2, applicationName: 'test' }),
);
afterAll(() => Promise.all(pools.map((pool) => pool.end())));
const [present, absent] = pools;

function presentPool() {
	if (!present) {
		throw new Error('no pool');
	}
	return present;
}

function read(pool: typeof present, name: string, text: string) {
	if (!pool) {
		throw new Error('no pool');
	}
	return openPublicReader(pool).read<{ n: number }>({ name, text, values: [] });
}

describe('reading as the public', () => {
	test('gives the rows', async () => {
		expect(await read(present, 'one', 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
	});

	test('may not write', async () => {
		await expect(
			read(present, 'write', "DELETE FROM service WHERE state = 'published' RETURNING 1 AS n"),
		).rejects.toThrow(/permission denied/);
	});

	test('a fault of the query is a surprise, not an absence', async () => {
		await expect(read(present, 'fault', 'SELECT 1 / 0 AS n')).rejects.not.toBeInstanceOf(DatabaseUnavailable);
	});
});

test('an answer that came while the process itself was busy is no absence', async () => {
	const reader = openPublicReader(presentPool());
	const query = { name: 'soon', text: 'SELECT 1 AS n FROM pg_sleep(0.05)', values: [] };
	await reader.read(query);
	const reading = reader.read(query);
	await letOthersAct();
	const until = performance.now() + 700;
	while (performance.now() < until);
	expect(await reading).toEqual([{ n: 1 }]);
});

describe('a database that is away', () => {
	test('is told apart, within a second', async () => {
		const start = performance.now();
		await expect(read(absent, 'one', 'SELECT 1 AS n')).rejects.toBeInstanceOf(DatabaseUnavailable);
		expect(performance.now() - start).toBeLessThan(1000);
	});

	test('that hangs is given up within a second', async () => {
		const start = performance.now();
		await expect(read(present, 'hang', 'SELECT 1 AS n FROM pg_sleep(5)')).rejects.toBeInstanceOf(DatabaseUnavailable);
		expect(performance.now() - start).toBeLessThan(1000);
	});

	test('one slow query troubles nobody else', async () => {
		const reader = openPublicReader(presentPool());
		await expect(reader.read({ name: 'hang', text: 'SELECT 1 AS n FROM pg_sleep(5)', values: [] })).rejects.toThrow();
		expect(await reader.read({ name: 'one', text: 'SELECT 1 AS n', values: [] })).toEqual([{ n: 1 }]);
	});

	test('is given a rest when nothing but slow answers come, and asked again after a second', async () => {
		const reader = openPublicReader(presentPool());
		const hang = () => reader.read({ name: 'hang', text: 'SELECT 1 AS n FROM pg_sleep(5)', values: [] });
		await Promise.allSettled([hang(), hang(), hang(), hang(), hang()]);
		await expect(reader.read({ name: 'one', text: 'SELECT 1 AS n', values: [] })).rejects.toBeInstanceOf(
			DatabaseUnavailable,
		);
		await new Promise((resolve) => setTimeout(resolve, 1050));
		expect(await reader.read({ name: 'one', text: 'SELECT 1 AS n', values: [] })).toEqual([{ n: 1 }]);
	});
});
