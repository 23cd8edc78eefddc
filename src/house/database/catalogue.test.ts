import { readdirSync } from 'node:fs';
import { CompiledQuery } from 'kysely';
import { expect, test } from 'vitest';
import { aCopy, aDatabase } from '../testing/a-database.ts';
import { findLeaks } from '../testing/catalogue-leaks.ts';
import { findRoleLeaks } from '../testing/role-leaks.ts';

const ROOMS = readdirSync('src/rooms');
const WALLED =
	'ALTER TABLE note ENABLE ROW LEVEL SECURITY; ALTER TABLE note FORCE ROW LEVEL SECURITY; CREATE POLICY p ON note USING (true);';
const NAMED = "COMMENT ON TABLE note IS 'room: directory. A note.';";
const OWN_ID =
	'id uuid PRIMARY KEY DEFAULT gen_random_uuid(), organisation_id uuid NOT NULL REFERENCES organisation (id)';

const database = await aDatabase();

test('the migrated database leaks nothing between organisations', async () => {
	expect(await findLeaks(database.owner, ROOMS)).toEqual([]);
});

test('the run-time roles have no power, own nothing, and the public role only reads', async () => {
	expect(await findRoleLeaks(database.admin)).toEqual([]);
});

test('a table that keeps to every rule is not named', async () => {
	await using copy = await aCopy();
	await copy.owner.executeQuery(
		CompiledQuery.raw(
			`CREATE TABLE note (${OWN_ID}, service_id uuid NOT NULL, day date NOT NULL, UNIQUE (organisation_id, day), UNIQUE (service_id, day),
			FOREIGN KEY (organisation_id, service_id) REFERENCES service (organisation_id, id)); ${WALLED} ${NAMED}`,
		),
	);
	expect(await findLeaks(copy.owner, ROOMS)).toEqual([]);
});

test('a table may belong to the house instead of a room', async () => {
	await using copy = await aCopy();
	await copy.owner.executeQuery(
		CompiledQuery.raw("CREATE TABLE note (id integer); COMMENT ON TABLE note IS 'house: mail. A note.'"),
	);
	expect(await findLeaks(copy.owner, ROOMS)).toEqual([]);
});

const PLANTED_LEAKS: [string, string, string][] = [
	[
		'no wall',
		`CREATE TABLE note (${OWN_ID}); ALTER TABLE note FORCE ROW LEVEL SECURITY; CREATE POLICY p ON note USING (true); ${NAMED}`,
		'note: row level security is not enabled',
	],
	[
		'a wall that the owner walks through',
		`CREATE TABLE note (${OWN_ID}); ALTER TABLE note ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON note USING (true); ${NAMED}`,
		'note: row level security is not forced upon the owner',
	],
	['no policy', `CREATE TABLE note (${OWN_ID}); ${WALLED} DROP POLICY p ON note; ${NAMED}`, 'note: no policy'],
	[
		'the wall of organisation taken away',
		'ALTER TABLE organisation DISABLE ROW LEVEL SECURITY',
		'organisation: row level security is not enabled',
	],
	[
		'a policy that takes an expired setting for an organisation',
		`CREATE TABLE note (${OWN_ID}); ${WALLED} ${NAMED} CREATE POLICY q ON note USING (organisation_id::text = current_setting('app.organisation', true));`,
		'note policy q: reads current_setting without nullif',
	],
	[
		'the same in the check of what is written',
		`CREATE TABLE note (${OWN_ID}); ${WALLED} ${NAMED} CREATE POLICY q ON note FOR INSERT WITH CHECK (organisation_id::text = current_setting('app.organisation', true));`,
		'note policy q: reads current_setting without nullif',
	],
	[
		'the same in a function',
		"CREATE FUNCTION acting() RETURNS text LANGUAGE sql AS $$ SELECT current_setting('app.organisation', true) $$",
		'acting(): reads current_setting without nullif',
	],
	[
		'a view with the rights of its owner',
		"CREATE VIEW note AS SELECT * FROM service; COMMENT ON VIEW note IS 'room: directory. A view.'",
		'note: a view without security_invoker reads with the rights of its owner',
	],
	[
		'a materialized view',
		'CREATE MATERIALIZED VIEW note AS SELECT id FROM service',
		'note: a materialized view has no row level security',
	],
	[
		'a function with the rights of its owner',
		'CREATE FUNCTION peek() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS $$ SELECT count(*) FROM service $$',
		'peek(): runs with the rights of its owner (SECURITY DEFINER)',
	],
	[
		'a value unique across organisations',
		`CREATE TABLE note (${OWN_ID}, email text UNIQUE); ${WALLED} ${NAMED}`,
		'note: note_email_key is unique across organisations',
	],
	[
		'a unique expression',
		`CREATE TABLE note (${OWN_ID}, email text); CREATE UNIQUE INDEX note_email ON note (lower(email)); ${WALLED} ${NAMED}`,
		'note: note_email is unique across organisations',
	],
	[
		'a unique value that only carries the organisation along',
		`CREATE TABLE note (${OWN_ID}, email text); CREATE UNIQUE INDEX note_email ON note (email) INCLUDE (organisation_id); ${WALLED} ${NAMED}`,
		'note: note_email is unique across organisations',
	],
	[
		'a uuid that anybody may choose',
		`CREATE TABLE note (${OWN_ID}, ticket uuid UNIQUE); ${WALLED} ${NAMED}`,
		'note: note_ticket_key is unique across organisations',
	],
	[
		'a foreign key into the rows of others',
		`CREATE TABLE note (${OWN_ID}, service_id uuid REFERENCES service (id)); ${WALLED} ${NAMED}`,
		'note: note_service_id_fkey refers to service without organisation_id',
	],
	[
		'a table of nobody',
		'CREATE TABLE note (id integer)',
		'note: its comment names neither a room of src/rooms nor the house',
	],
	[
		'a table of a room that does not exist',
		"CREATE TABLE note (id integer); COMMENT ON TABLE note IS 'room: cellar. A note.'",
		'note: its comment names neither a room of src/rooms nor the house',
	],
	[
		'a table that scores people',
		"CREATE TABLE risk_level (id integer); COMMENT ON TABLE risk_level IS 'room: directory. No.'",
		'risk_level: the schema has no word for this',
	],
	[
		'a column that scores people',
		'ALTER TABLE service ADD COLUMN dangerousness integer',
		'service.dangerousness: the schema has no word for this',
	],
];

test.each(PLANTED_LEAKS)('the catalogue names %s', async (_, planted, leak) => {
	await using copy = await aCopy();
	await copy.owner.executeQuery(CompiledQuery.raw(planted));
	expect(await findLeaks(copy.owner, ROOMS)).toContain(leak);
});

// Powers of a role hold on the whole server, which other tests share: these plants live in a transaction that is rolled back.
const PLANTED_POWERS: [string, string][] = [
	['ALTER ROLE maillage_app BYPASSRLS', 'maillage_app has BYPASSRLS'],
	['ALTER ROLE maillage_public SUPERUSER', 'maillage_public has SUPERUSER'],
	['ALTER ROLE maillage_app CREATEROLE', 'maillage_app has CREATEROLE'],
	['ALTER ROLE maillage_app CREATEDB', 'maillage_app has CREATEDB'],
	['ALTER TABLE area OWNER TO maillage_app', 'maillage_app owns table area'],
	['GRANT maillage_migrator TO maillage_app', 'maillage_app is a member of maillage_migrator'],
	['GRANT INSERT ON service TO maillage_public', 'maillage_public may INSERT service'],
	['GRANT UPDATE (state) ON service TO maillage_public', 'maillage_public may UPDATE service.state'],
	['GRANT DELETE ON service TO PUBLIC', 'maillage_public may DELETE service'],
	['GRANT TRUNCATE ON service TO maillage_app', 'maillage_app may TRUNCATE service'],
	['GRANT SELECT ON migration_file TO maillage_app', 'maillage_app may read migration_file'],
	['GRANT CREATE ON SCHEMA maillage TO maillage_app', 'maillage_app may create in schema maillage'],
	[
		"DO $$ BEGIN EXECUTE format('GRANT CREATE ON DATABASE %I TO maillage_public', current_database()); END $$",
		'maillage_public may create schemas',
	],
];

test.each(PLANTED_POWERS)('the catalogue names the power given by: %s', async (planted, leak) => {
	const kept = new Error('rolled back on purpose');
	let found: string[] = [];
	const planting = database.admin.transaction().execute(async (tx) => {
		await tx.executeQuery(CompiledQuery.raw(planted));
		found = await findRoleLeaks(tx);
		throw kept;
	});
	await expect(planting).rejects.toBe(kept);
	expect(found).toContain(leak);
});
