import { sql, type Transaction } from 'kysely';
import { bytesArray, textArray } from '#house/database/binary-array.ts';
import type { DB } from '#house/database/schema.ts';
import { languages } from '#house/language/language.ts';
import { listChanges } from '../../service-changes.ts';
import { isPublic } from '../../service-lifecycle.ts';
import { hasWords } from '../../service-record.ts';
import { recordTaken } from './record-taken.ts';
import type { Incoming, Taking } from './taken.ts';

const parts = ['service_text', 'service_hours', 'service_hours_exception', 'service_coverage'] as const;

/** A service with what its parts carry of it. */
type Owned = Incoming & { key: { id: string; published: boolean } };

/** Texts, hours and coverage of services whose rows are written; of those that were here before, in the place of what they had. */
export async function writeIncomingParts(tx: Transaction<DB>, taking: Taking, incoming: Incoming[]): Promise<void> {
	const before = incoming.filter(({ stored }) => stored !== undefined).map(({ id }) => id);
	for (const table of before.length > 0 ? parts : []) {
		const old = tx.deleteFrom(table).where(sql<boolean>`service_id = any (${before}::uuid[])`);
		await old.execute();
	}
	const owned = incoming.map((each) => ({ ...each, key: { id: each.id, published: isPublicNow(each, taking) } }));
	await writeTexts(tx, taking, owned);
	await writeHours(tx, taking, owned);
	const coverage = owned.flatMap(({ key, record }) => record.coverage.map((code) => ({ ...key, code })));
	await sql`insert into service_coverage (organisation_id, service_id, published, area_code)
		select ${taking.organisationId}::uuid, id, published, code
		from json_to_recordset(${JSON.stringify(coverage)}::json) as w (id uuid, published boolean, code text)`.execute(tx);
}

async function writeTexts(tx: Transaction<DB>, { organisationId }: Taking, owned: Owned[]): Promise<void> {
	const texts = owned.flatMap(({ key, record }) => {
		const written = languages.filter((language) => hasWords(record.texts[language]));
		return written.map((language) => ({ ...key, language, ...record.texts[language] }));
	});
	await sql`insert into service_text (organisation_id, service_id, published, language, name, description, conditions, first_contact,
			mission, method, limits, professional_secrecy, cost, pause_message)
		select ${organisationId}::uuid, id, published, language, name, description, conditions, "firstContact", mission, method, limits, "professionalSecrecy", cost, "pauseMessage"
		from json_to_recordset(${JSON.stringify(texts)}::json) as w (id uuid, published boolean, language text, name text, description text,
			conditions text, "firstContact" text, mission text, method text, limits text, "professionalSecrecy" text, cost text, "pauseMessage" text)`.execute(
		tx,
	);
}

async function writeHours(tx: Transaction<DB>, { organisationId }: Taking, owned: Owned[]): Promise<void> {
	const hours = owned.flatMap(({ key, record }) => record.hours.map((slot) => ({ ...key, ...slot })));
	await sql`insert into service_hours (organisation_id, service_id, published, weekday, opens, closes)
		select ${organisationId}::uuid, id, published, weekday, opens, closes
		from json_to_recordset(${JSON.stringify(hours)}::json) as w (id uuid, published boolean, weekday smallint, opens time, closes time)`.execute(
		tx,
	);
	const exceptions = owned.flatMap(({ key, record }) =>
		record.exceptions.map(({ hours: slots, ...exception }, index) => {
			const [opens, closes] = [slots.map(([at]) => at), slots.map(([, at]) => at)];
			return { ...key, ...exception, opens, closes, number: index + 1 };
		}),
	);
	if (exceptions.length === 0) return;
	await sql`insert into service_hours_exception (organisation_id, service_id, published, number, starts_on, ends_on, opens, closes, note)
		select ${organisationId}::uuid, id, published, number, "startsOn", "endsOn", opens, closes, note
		from json_to_recordset(${JSON.stringify(exceptions)}::json) as w (id uuid, published boolean, number smallint, "startsOn" date, "endsOn" date,
			opens time[], closes time[], note text)`.execute(tx);
}

/** Whether the row, as written so far, is public. */
function isPublicNow({ stored, state }: Incoming, { publish }: Taking): boolean {
	return stored === undefined ? publish && isPublic(state) : isPublic(stored.state);
}

/** What was given, whole, with what the directory makes of it; the last step. */
export async function keepGiven(tx: Transaction<DB>, taking: Taking, incoming: Incoming[]): Promise<void> {
	const records = await recordTaken(tx, taking, incoming);
	const fingerprints = incoming.map(({ fingerprint }) => Buffer.from(fingerprint, 'hex'));
	await sql`insert into service_import (organisation_id, service_id, source_id, original, record, fingerprint, version)
		select ${taking.organisationId}::uuid, id, ${taking.sourceId}::uuid, original, record, fingerprint, version
		from unnest(${incoming.map(({ id }) => id)}::uuid[], ${textArray(incoming.map(({ content }) => content))}::text[],
			${textArray(records)}::text[], ${bytesArray(fingerprints)}::bytea[], ${incoming.map(({ version }) => version)}::integer[])
			as w (id, original, record, fingerprint, version)
		on conflict (service_id) do update set source_id = excluded.source_id, original = excluded.original, record = excluded.record,
			fingerprint = excluded.fingerprint, version = excluded.version, taken_at = now()`.execute(tx);
}

/** The history: what a new service is called, and each field that changed of one that was here. */
export async function noteIncoming(tx: Transaction<DB>, taking: Taking, incoming: Incoming[]): Promise<void> {
	const rows = incoming.flatMap(({ id, version, record, stored }) => {
		const { mainLanguage, texts } = record;
		const changes =
			stored === undefined
				? [{ field: 'name', language: mainLanguage, before: '', after: texts[mainLanguage].name }]
				: listChanges(stored.record, record);
		return changes.map(({ field, language, before, after }) => {
			// As text: a null of JSON would become one of the table.
			const values = { before: JSON.stringify(before), after: JSON.stringify(after) };
			return { id, version, field, language: language ?? '', ...values };
		});
	});
	await sql`insert into service_change (organisation_id, service_id, version, field, language, before, after, person_id)
		select ${taking.organisationId}::uuid, id, version, field, language, before::jsonb, after::jsonb, ${taking.personId}::uuid
		from json_to_recordset(${JSON.stringify(rows)}::json) as w (id uuid, version integer, field text, language text, before text, after text)`.execute(
		tx,
	);
}
