import { sql, type RawBuilder } from 'kysely';
import { bytesArray, textArray } from '#house/database/binary-array.ts';
import { languages } from '#house/language/language.ts';
import { listChanges } from '../../service-changes.ts';
import { isPublic } from '../../service-lifecycle.ts';
import { hasWords } from '../../service-record.ts';
import type { Incoming, Taking } from './taken.ts';

const parts = ['service_text', 'service_hours', 'service_hours_exception', 'service_coverage'] as const;

/** A service with what its parts carry of it. */
type Owned = Incoming & { key: { id: string; published: boolean } };

/** What writes texts, hours and coverage of services whose rows are written; of those that were here before, in the place of what they had. */
export function* writeIncomingParts(taking: Taking, incoming: Incoming[]): Generator<RawBuilder<unknown>> {
	const before = incoming.filter(({ stored }) => stored !== undefined).map(({ id }) => id);
	for (const table of before.length > 0 ? parts : [])
		yield sql`delete from ${sql.table(table)} where service_id = any (${before}::uuid[])`;
	const owned = incoming.map((each) => ({ ...each, key: { id: each.id, published: isPublicNow(each, taking) } }));
	yield writeTexts(taking, owned);
	yield* writeHours(taking, owned);
	const coverage = owned.flatMap(({ key, record }) => record.coverage.map((code) => ({ ...key, code })));
	yield sql`insert into service_coverage (organisation_id, service_id, published, area_code)
		select ${taking.organisationId}::uuid, id, published, code
		from json_to_recordset(${JSON.stringify(coverage)}::json) as w (id uuid, published boolean, code text)`;
}

function writeTexts({ organisationId }: Taking, owned: Owned[]): RawBuilder<unknown> {
	const texts = owned.flatMap(({ key, record }) => {
		const written = languages.filter((language) => hasWords(record.texts[language]));
		return written.map((language) => ({ ...key, language, ...record.texts[language] }));
	});
	return sql`insert into service_text (organisation_id, service_id, published, language, name, description, conditions, first_contact,
			mission, method, limits, professional_secrecy, cost, pause_message)
		select ${organisationId}::uuid, id, published, language, name, description, conditions, "firstContact", mission, method, limits, "professionalSecrecy", cost, "pauseMessage"
		from json_to_recordset(${JSON.stringify(texts)}::json) as w (id uuid, published boolean, language text, name text, description text,
			conditions text, "firstContact" text, mission text, method text, limits text, "professionalSecrecy" text, cost text, "pauseMessage" text)`;
}

function* writeHours({ organisationId }: Taking, owned: Owned[]): Generator<RawBuilder<unknown>> {
	const hours = owned.flatMap(({ key, record }) => record.hours.map((slot) => ({ ...key, ...slot })));
	yield sql`insert into service_hours (organisation_id, service_id, published, weekday, opens, closes)
		select ${organisationId}::uuid, id, published, weekday, opens, closes
		from json_to_recordset(${JSON.stringify(hours)}::json) as w (id uuid, published boolean, weekday smallint, opens time, closes time)`;
	const exceptions = owned.flatMap(({ key, record }) =>
		record.exceptions.map(({ hours: slots, ...exception }, index) => {
			const [opens, closes] = [slots.map(([at]) => at), slots.map(([, at]) => at)];
			return { ...key, ...exception, opens, closes, number: index + 1 };
		}),
	);
	if (exceptions.length === 0) return;
	yield sql`insert into service_hours_exception (organisation_id, service_id, published, number, starts_on, ends_on, opens, closes, note)
		select ${organisationId}::uuid, id, published, number, "startsOn", "endsOn", opens, closes, note
		from json_to_recordset(${JSON.stringify(exceptions)}::json) as w (id uuid, published boolean, number smallint, "startsOn" date, "endsOn" date,
			opens time[], closes time[], note text)`;
}

/** Whether the row, as written so far, is public. */
function isPublicNow({ stored, state }: Incoming, { publish }: Taking): boolean {
	return stored === undefined ? publish && isPublic(state) : isPublic(stored.state);
}

/** What keeps what was given, whole, and `records`, what the directory makes of it. */
export function keepGiven(taking: Taking, incoming: Incoming[], records: string[]): RawBuilder<unknown> {
	const fingerprints = incoming.map(({ fingerprint }) => Buffer.from(fingerprint, 'hex'));
	return sql`insert into service_import (organisation_id, service_id, source_id, original, record, fingerprint, version)
		select ${taking.organisationId}::uuid, id, ${taking.sourceId}::uuid, original, record, fingerprint, version
		from unnest(${incoming.map(({ id }) => id)}::uuid[], ${textArray(incoming.map(({ content }) => content))}::text[],
			${textArray(records)}::text[], ${bytesArray(fingerprints)}::bytea[], ${incoming.map(({ version }) => version)}::integer[])
			as w (id, original, record, fingerprint, version)
		on conflict (service_id) do update set source_id = excluded.source_id, original = excluded.original, record = excluded.record,
			fingerprint = excluded.fingerprint, version = excluded.version, taken_at = now()`;
}

/** What notes the history: what a new service is called, and each field that changed of one that was here. */
export function noteIncoming(taking: Taking, incoming: Incoming[]): RawBuilder<unknown> {
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
	return sql`insert into service_change (organisation_id, service_id, version, field, language, before, after, person_id)
		select ${taking.organisationId}::uuid, id, version, field, language, before::jsonb, after::jsonb, ${taking.personId}::uuid
		from json_to_recordset(${JSON.stringify(rows)}::json) as w (id uuid, version integer, field text, language text, before text, after text)`;
}
