import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { aCopy, aDatabase } from '../testing/a-database.ts';
import { describeCatalogue } from '../testing/describe-catalogue.ts';
import { withAdmin, withDatabase } from '../testing/template.ts';
import { migrate } from './migrate.ts';
import { MIGRATOR } from './prepare-roles.ts';

const NOTE = "CREATE TABLE note (id integer); COMMENT ON TABLE note IS 'room: directory. A note.';";

test('a new file runs once, as the owner of the tables', async () => {
	const { database, folder, write } = await anEmptyDatabase();
	write('1-note.sql', NOTE);
	expect(await migrate(database.admin, folder)).toEqual(['1-note.sql']);
	expect(await migrate(database.admin, folder)).toEqual([]);
	write('2-more.sql', 'ALTER TABLE note ADD COLUMN day date;');
	expect(await migrate(database.admin, folder)).toEqual(['2-more.sql']);
	const { rows } = await sql`select tableowner from pg_tables where tablename = 'note'`.execute(database.admin);
	expect(rows).toEqual([{ tableowner: MIGRATOR }]);
});

test('a failed migration is named with its reason, and leaves the database as before, earlier files included', async () => {
	const { database, folder, write } = await anEmptyDatabase();
	write('1-note.sql', NOTE);
	await migrate(database.admin, folder);
	const before = await describeCatalogue(database.admin);
	write('2-good.sql', 'CREATE TABLE good (id integer);');
	write('3-bad.sql', 'CREATE TABLE bad (id integer); INSERT INTO bad VALUES (1); SELECT nonsense;');
	await expect(migrate(database.admin, folder)).rejects.toThrow(
		/^The migration 3-bad\.sql failed \(column "nonsense" does not exist\): the database is as before/,
	);
	expect(await describeCatalogue(database.admin)).toEqual(before);
	write('3-bad.sql', 'CREATE TABLE bad (id integer);');
	expect(await migrate(database.admin, folder)).toEqual(['2-good.sql', '3-bad.sql']);
});

test('a file that was changed after it ran is refused, other line endings are not a change', async () => {
	const { database, folder, write } = await anEmptyDatabase();
	write('1-note.sql', `${NOTE}\n`);
	await migrate(database.admin, folder);
	write('1-note.sql', `${NOTE}\r\n`);
	expect(await migrate(database.admin, folder)).toEqual([]);
	write('1-note.sql', `${NOTE} -- and more`);
	await expect(migrate(database.admin, folder)).rejects.toThrow('1-note.sql was changed after it ran');
});

test('a database migrated by a newer version is refused, and so is a file dated before one that ran', async () => {
	const { database, folder, write } = await anEmptyDatabase();
	write('2-note.sql', NOTE);
	await migrate(database.admin, folder);
	write('1-late.sql', 'SELECT 1;');
	await expect(migrate(database.admin, folder)).rejects.toThrow('1-late.sql is older than 2-note.sql');
	rmSync(join(folder, '1-late.sql'));
	rmSync(join(folder, '2-note.sql'));
	await expect(migrate(database.admin, folder)).rejects.toThrow('migrated by a newer Maillage (2-note.sql');
});

test('two starts at once run each file once', async () => {
	const { database, folder, write } = await anEmptyDatabase();
	write('1-note.sql', NOTE);
	const ran = await Promise.all([migrate(database.admin, folder), migrate(database.admin, folder)]);
	expect(ran.flat()).toEqual(['1-note.sql']);
});

const template = await aDatabase();

test('on the template everything has already run', async () => {
	expect(await migrate(template.admin, 'migrations')).toEqual([]);
});

/** A copy without the schema, and a folder for its migrations. */
async function anEmptyDatabase() {
	const database = await aCopy();
	const folder = mkdtempSync(join(tmpdir(), 'maillage-migrations-'));
	onTestFinished(async () => {
		await database.close();
		rmSync(folder, { recursive: true });
	});
	await withAdmin(withDatabase(database.urls.admin, database.name), (admin) =>
		sql`drop schema maillage cascade`.execute(admin),
	);
	return { database, folder, write: (name: string, text: string) => writeFileSync(join(folder, name), text) };
}
