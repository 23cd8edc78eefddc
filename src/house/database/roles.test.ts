import { CompiledQuery, sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { aDatabase } from '../testing/a-database.ts';
import { actAs } from './act-as.ts';
import type { Database } from './kysely.ts';

const ORGANISATION = '10000000-0000-4000-8000-000000000001';
const OTHER = '20000000-0000-4000-8000-000000000002';
const CHILDREN = ['service_text', 'service_hours', 'service_coverage', 'service_match'] as const;
const VISIBLE = ['paused', 'published'];
const STATES = ['draft', 'in_review', 'published', 'paused', 'archived'];

const database = await aDatabase();
const STRANGERS: [string, (work: (reader: Database) => Promise<unknown>) => Promise<unknown>][] = [
	['the public', (work) => work(database.public)],
	['the application that acts for nobody', (work) => work(database.app)],
	[
		'the application that acts for another organisation',
		(work) => actAs(database.app, { organisationId: OTHER, role: 'organisation_administrator' }, work),
	],
];

beforeAll(async () => {
	await database.owner.executeQuery(
		CompiledQuery.raw(`
			INSERT INTO area (code, kind, name_fr, name_nl, name_de, name_en, lineage, latitude, longitude)
			VALUES ('99999', 'commune', 'Essai', 'Proef', 'Probe', 'Trial', '{99999}', 50.5, 5.5);
			INSERT INTO organisation (id, origin, origin_key, kind, name_fr)
			VALUES ('${ORGANISATION}', 'partner', 'trial', 'other', 'Essai');
			INSERT INTO service (organisation_id, origin_key, state)
			SELECT '${ORGANISATION}', unnest(ARRAY['${STATES.join("','")}']), 'draft';
			INSERT INTO service_text (organisation_id, service_id, published, language, name)
			SELECT organisation_id, id, published, 'fr', origin_key FROM service WHERE organisation_id = '${ORGANISATION}';
			INSERT INTO service_hours (organisation_id, service_id, published, weekday, opens, closes)
			SELECT organisation_id, id, published, 1, '09:00', '12:00' FROM service WHERE organisation_id = '${ORGANISATION}';
			INSERT INTO service_coverage (organisation_id, service_id, published, area_code)
			SELECT organisation_id, id, published, '99999' FROM service WHERE organisation_id = '${ORGANISATION}';
			UPDATE service SET state = origin_key WHERE organisation_id = '${ORGANISATION}';
		`),
	);
});

test('the owner, who loads them, sees the services in every state', async () => {
	expect(await listStates(database.owner)).toEqual(STATES.toSorted());
});

test.each(STRANGERS)('%s sees the services that are published or paused, and only those', async (_, as) => {
	expect(await as(listStates)).toEqual(VISIBLE);
});

test('the application that acts for the organisation sees its services in every state', async () => {
	expect(await actAs(database.app, { organisationId: ORGANISATION }, listStates)).toEqual(STATES.toSorted());
	expect(await actAs(database.app, { organisationId: OTHER }, listStates)).toEqual(VISIBLE);
});

test.each(STRANGERS)('%s sees texts, hours, coverage and matches of published services only', async (_, as) => {
	for (const table of CHILDREN) {
		expect(await as((reader) => listStatesOf(reader, table)), table).toEqual(VISIBLE);
	}
});

test('a service that is withdrawn takes its children out of sight at once', async () => {
	const rolledBack = new Error('rolled back on purpose');
	const withdrawing = database.admin.transaction().execute(async (tx) => {
		await sql`update service set state = 'archived' where organisation_id = ${ORGANISATION}`.execute(tx);
		await sql`set local role maillage_public`.execute(tx);
		expect(await listStates(tx)).toEqual([]);
		for (const table of CHILDREN) expect(await countRows(tx, table), table).toBe(0);
		throw rolledBack;
	});
	await expect(withdrawing).rejects.toBe(rolledBack);
});

const FORBIDDEN = [
	"insert into service (organisation_id, origin_key) values ('10000000-0000-4000-8000-000000000001', 'mine')",
	"update service set state = 'published'",
	'delete from service',
	"update service_text set name = 'other'",
	'delete from service_match',
	'truncate service cascade',
	"insert into area (code, kind, name_fr, name_nl, name_de, name_en, lineage) values ('x', 'region', 'x', 'x', 'x', 'x', '{x}')",
	'delete from locality',
	'delete from reference_file',
	"update organisation set name_fr = 'other'",
	'alter table service disable row level security',
	'create policy open on service using (true)',
	'drop table service',
	'create table maillage.note (id integer)',
	'create table public.note (id integer)',
	'create schema other',
	'select * from migration_file',
	'set role maillage_migrator',
	'grant maillage_migrator to current_user',
];

test.each(STRANGERS.flatMap(([who, as]) => FORBIDDEN.map((statement) => ({ who, as, statement }))))(
	'$who may not: $statement',
	async ({ as, statement }) => {
		const rolledBack = new Error('nothing was changed');
		const attempt = as(async (reader) => {
			const { numAffectedRows } = await reader.executeQuery(CompiledQuery.raw(statement));
			// Rows of others are passed over in silence.
			if (numAffectedRows === 0n) throw rolledBack;
		});
		const reasons =
			/permission denied|must be owner|must have admin option|row-level security policy|nothing was changed/;
		await expect(attempt).rejects.toThrow(reasons);
	},
);

async function listStates(reader: Database): Promise<string[]> {
	const { rows } = await sql<{ state: string }>`select state from service
		where organisation_id = ${ORGANISATION} order by state`.execute(reader);
	return rows.map(({ state }) => state);
}

async function listStatesOf(reader: Database, table: (typeof CHILDREN)[number]): Promise<string[]> {
	const { rows } = await sql<{ state: string }>`select distinct state from ${sql.table(table)} child
		left join service on service.id = child.service_id
		where child.organisation_id = ${ORGANISATION} order by state`.execute(reader);
	return rows.map(({ state }) => state);
}

async function countRows(reader: Database, table: (typeof CHILDREN)[number]): Promise<number> {
	const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.table(table)}
		where organisation_id = ${ORGANISATION}`.execute(reader);
	return rows[0]?.count ?? -1;
}
