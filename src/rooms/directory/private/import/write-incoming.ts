import { sql, type RawBuilder } from 'kysely';
import type { HsdsObject } from '../../hsds.ts';
import { isPublic } from '../../service-lifecycle.ts';
import { isFields } from '../hsds/read/values.ts';
import { statedOn, type Incoming, type Taking } from './taken.ts';

/** The columns that an import writes, by their types. */
const columns = `main_language text, audiences text[], needs text[], languages text[], minors text, free boolean, anonymous boolean,
	without_appointment boolean, modes text[], phone text, email text, url text, street text, postal_code text, town text, confirmed_on date,
	referral_modes text[], capacity text, waiting_days smallint, capacity_on date, accessibility text[], confidential_address boolean, provided_by text`;
const names = columns.split(',').map((column) => column.trim().split(' ')[0] ?? '');
const list = sql.raw(names.join(', '));
const definition = sql.raw(
	`id uuid, origin_key text, version integer, state text, was_public boolean, paused_until date, ${columns}`,
);

/** What writes the rows of services, new ones as drafts; a state that the public sees only where it had it, or for the operator. */
export function* writeIncoming(taking: Taking, incoming: Incoming[]): Generator<RawBuilder<unknown>> {
	const added = incoming.filter(({ stored }) => stored === undefined);
	const changed = incoming.filter(({ stored }) => stored !== undefined);
	if (added.length > 0) yield insertServices(taking, added);
	if (changed.length === 0) return;
	const set = sql.raw(names.map((name) => `${name} = w.${name}`).join(', '));
	yield sql`update service s set ${set}, version = w.version, modified_at = now(), keeper = 'organisation',
			state = case when s.state = 'in_review' then 'draft' else s.state end
		from json_to_recordset(${rows(taking, changed)}::json) as w (${definition}) where s.id = w.id`;
}

function insertServices(taking: Taking, added: Incoming[]): RawBuilder<unknown> {
	const { organisationId, imaginary, publish } = taking;
	const state = publish ? sql`, state, paused_until` : sql``;
	const value = publish ? sql`, w.state, w.paused_until` : sql``;
	return sql`insert into service (id, organisation_id, origin_key, imaginary, ${list}${state})
		select id, ${organisationId}::uuid, origin_key, ${imaginary}::boolean, ${list}${value}
		from json_to_recordset(${rows(taking, added)}::json) as w (${definition})`;
}

/** What moves those that are due to another state, each once its parts are written. */
export function* moveIncoming(
	{ organisationId, personId, publish }: Taking,
	incoming: Incoming[],
): Generator<RawBuilder<unknown>> {
	const submitted = incoming.filter(({ state }) => state === 'in_review').map(({ id }) => id);
	if (submitted.length > 0 && personId !== null) {
		yield sql`insert into service_submission (organisation_id, service_id, submitted_by)
			select ${organisationId}::uuid, id, ${personId}::uuid from unnest(${submitted}::uuid[]) id
			on conflict (service_id) do update set submitted_by = excluded.submitted_by, submitted_at = now()`;
	}
	for (const state of ['in_review', 'published', 'paused', 'archived'] as const) {
		// The operator's new ones have their state already.
		const due = incoming.filter((each) => each.state === state && !(publish && each.stored === undefined));
		const ids = due.map(({ id }) => id);
		if (ids.length === 0) continue;
		yield sql`update service set state = ${state} where id = any (${ids}::uuid[]) and state <> ${state}`;
	}
}

function rows({ source, organisationId, imaginary }: Taking, incoming: Incoming[]): string {
	return JSON.stringify(
		incoming.map(({ id, version, state, record, understood, stored, original }) => ({
			id,
			origin_key: `import:${source}:${id}`,
			version,
			state,
			was_public: stored !== undefined && isPublic(stored.state),
			paused_until: state === 'paused' ? understood.pausedUntil : null,
			main_language: record.mainLanguage,
			audiences: record.audiences,
			needs: record.needs,
			languages: record.languages,
			minors: record.minors,
			free: record.free,
			anonymous: record.anonymous,
			without_appointment: record.withoutAppointment,
			modes: record.modes,
			phone: record.phone,
			email: record.email,
			url: record.url,
			street: record.confidentialAddress ? null : record.street,
			postal_code: record.confidentialAddress ? null : record.postalCode,
			town: record.town,
			confirmed_on: understood.confirmedOn ?? stored?.confirmedOn ?? null,
			referral_modes: record.referralModes,
			capacity: record.capacity,
			waiting_days: record.waitingDays,
			capacity_on: statedOn({ record, understood }),
			accessibility: record.accessibility,
			confidential_address: record.confidentialAddress,
			provided_by: imaginary || nameProvider(original) === organisationId ? null : understood.providedBy,
		})),
	);
}

function nameProvider({ organization, organization_id: id }: HsdsObject): string | undefined {
	const own = isFields(organization) ? organization.id : id;
	return typeof own === 'string' ? own.toLowerCase() : undefined;
}
