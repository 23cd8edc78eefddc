import { sql, type Kysely } from 'kysely';
import type { Database } from '#house/database/kysely.ts';
import type { DB } from '#house/database/schema.ts';
import { projectNetwork } from '#rooms/directory/project-network.server.ts';
import { makeServices, type MadeService, servicesPerOrganisation } from './make-services.ts';
import { readTerritory } from './read-territory.ts';

const batchSize = 3000;

/** Fills a database that has the reference data with this many generated services, published, and their open feed. */
export async function loadServices(admin: Database, count: number): Promise<void> {
	await loadDirectory(admin, count);
	await projectFeed(admin);
	await settle(admin);
}

/**
 * The services without their feed. The generator keeps the foreign keys, so they are not checked again row by row, and what triggers
 * would derive is derived once for each batch.
 */
export async function loadDirectory(admin: Database, count: number): Promise<void> {
	const territory = await readTerritory(admin);
	await admin.transaction().execute(async (tx) => {
		await sql`set local session_replication_role = replica`.execute(tx);
		await insertOrganisations(tx, Math.ceil(count / servicesPerOrganisation));
		let batch: MadeService[] = [];
		for (const service of makeServices(count, territory)) {
			if (batch.push(service) < batchSize) continue;
			await insertBatch(tx, batch);
			batch = [];
		}
		await insertBatch(tx, batch);
	});
}

export async function settle(admin: Database): Promise<void> {
	await sql`vacuum (analyze)`.execute(admin);
	// What was loaded must not still be on its way to the disk when the first round begins.
	await sql`checkpoint`.execute(admin);
}

/** The feed as the application writes it; what finds its documents is built once for all, but for what writing them looks up. */
async function projectFeed(admin: Database): Promise<void> {
	const { rows } = await sql<{ name: string; definition: string }>`
		select indexname as name, indexdef as definition from pg_indexes where schemaname = 'maillage' and tablename = 'hsds_document'
			and indexname not in ('hsds_document_pkey', 'hsds_document_sequence')`.execute(admin);
	for (const { name } of rows) await sql`drop index ${sql.id('maillage', name)}`.execute(admin);
	await admin.transaction().execute((tx) => projectNetwork(tx));
	for (const { definition } of rows) await sql.raw(definition).execute(admin);
}

async function insertOrganisations(tx: Kysely<DB>, count: number): Promise<void> {
	await sql`
		insert into organisation (id, origin, origin_key, kind, name_fr, name_nl)
		select md5('organisation ' || number)::uuid, 'partner', 'bench-' || number, 'other', 'Organisation ' || number, 'Organisatie ' || number
		from generate_series(0, ${count - 1}::int) number`.execute(tx);
}

/** Rows travel as one JSON document for each table: one statement, one parameter. */
async function insertBatch(tx: Kysely<DB>, batch: MadeService[]): Promise<void> {
	await insertServiceRows(tx, batch);
	const texts = batch.flatMap(({ id, organisation, texts: own }) => own.map((text) => ({ id, organisation, ...text })));
	await sql`
		insert into service_text (organisation_id, service_id, published, language, name, description, conditions, first_contact)
		select md5('organisation ' || organisation)::uuid, id, true, language, name, description, conditions, "firstContact"
		from json_to_recordset(${JSON.stringify(texts)}::json) as text (organisation int, id uuid, language text, name text,
			description text, conditions text, "firstContact" text)`.execute(tx);
	const hours = batch.flatMap(({ id, organisation, hours: own }) => own.map((day) => ({ id, organisation, ...day })));
	await sql`
		insert into service_hours (organisation_id, service_id, published, weekday, opens, closes)
		select md5('organisation ' || organisation)::uuid, id, true, weekday, opens, closes
		from json_to_recordset(${JSON.stringify(hours)}::json) as day (organisation int, id uuid, weekday smallint, opens time, closes time)`.execute(
		tx,
	);
	const covers = batch.flatMap(({ id, organisation, covers: own }) => own.map((area) => ({ id, organisation, area })));
	await sql`
		insert into service_coverage (organisation_id, service_id, published, area_code)
		select md5('organisation ' || organisation)::uuid, id, true, area
		from json_to_recordset(${JSON.stringify(covers)}::json) as cover (organisation int, id uuid, area text)`.execute(tx);
	// Of a batch at a time: what is derived of all services at once would be sorted on the disk.
	const ids = batch.map(({ id }) => id);
	await sql`select refresh_service_match(${ids}::uuid[]), refresh_service_marks(${ids}::uuid[])`.execute(tx);
}

async function insertServiceRows(tx: Kysely<DB>, batch: MadeService[]): Promise<void> {
	const rows = batch.map(({ texts: _texts, hours: _hours, covers: _covers, ...row }) => row);
	await sql`
		insert into service (id, organisation_id, origin_key, state, main_language, audiences, needs, languages, minors, free, anonymous,
			without_appointment, modes, phone, confirmed_on)
		select id, md5('organisation ' || organisation)::uuid, "originKey", 'published', "mainLanguage", audiences, needs, languages, 'yes', true,
			organisation % 2 = 0, organisation % 3 = 0, array['phone', 'visit'], phone, "confirmedOn"
		from json_to_recordset(${JSON.stringify(rows)}::json) as service (id uuid, organisation int, "originKey" text, "mainLanguage" text,
			audiences text[], needs text[], languages text[], phone text, "confirmedOn" date)`.execute(tx);
}
