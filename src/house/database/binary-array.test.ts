import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { aDatabase } from '#house/testing/a-database.ts';
import { bytesArray, textArray, wordsArray } from './binary-array.ts';

const { app } = await aDatabase();

test('texts of any length and language arrive as they were sent', async () => {
	const texts = ['', 'é', '"a\\b"{,}\n', 'NULL', '日本語 🙂', 'long '.repeat(50_000)];
	const { rows } = await sql<{ texts: string[] }>`select ${textArray(texts)}::text[] as texts`.execute(app);
	expect(rows[0]?.texts).toEqual(texts);
});

test('bytes arrive as they were sent', async () => {
	const values = [Buffer.from([0, 1, 255]), Buffer.alloc(0)];
	const { rows } = await sql<{ values: Buffer[] }>`select ${bytesArray(values)}::bytea[] as values`.execute(app);
	expect(rows[0]?.values).toEqual(values);
});

test('words arrive as the set they are, in the order of the database', async () => {
	const sets = [['écoute', 'b', "l'a", '\\', '#a63079', 'aa'], [], ['🙂', 'x'.repeat(64)]];
	const { rows } = await sql<{ same: boolean[] }>`
		select array(select sent = array_to_tsvector(meant) and (sent @@ plainto_tsquery('simple', 'b')) = ('b' = any (meant))
			from (values (1, ${sets[0]}::text[]), (2, ${sets[1]}::text[]), (3, ${sets[2]}::text[])) as m (n, meant)
			join unnest(${wordsArray(sets)}::tsvector[]) with ordinality as s (sent, n) using (n)) as same`.execute(app);
	expect(rows[0]?.same).toEqual([true, true, true]);
});

test('none is an array of none', async () => {
	const { rows } = await sql<{ none: string[]; bytes: Buffer[] }>`
		select ${textArray([])}::text[] as none, ${bytesArray([])}::bytea[] as bytes`.execute(app);
	expect(rows[0]).toEqual({ none: [], bytes: [] });
});

test('they stand beside each other as rows', async () => {
	const { rows } =
		await sql`select n, b from unnest(${textArray(['a', 'b'])}::text[], ${bytesArray([Buffer.from('x'), Buffer.from('y')])}::bytea[]) as w (n, b)`.execute(
			app,
		);
	expect(rows).toEqual([
		{ n: 'a', b: Buffer.from('x') },
		{ n: 'b', b: Buffer.from('y') },
	]);
});
