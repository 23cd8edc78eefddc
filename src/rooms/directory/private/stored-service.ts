import { sql, type RawBuilder, type Transaction } from 'kysely';
import { z } from 'zod';
import type { DB } from '#house/database/schema.ts';
import { languages } from '#house/language/language.ts';
import { serviceStates } from '../service-lifecycle.ts';
import { ServiceRecord, textFields, type Words } from '../service-record.ts';

const LocalName = z.object({ fr: z.string(), nl: z.string(), de: z.string(), en: z.string() });

const Stored = z.object({
	id: z.uuid(),
	organisationId: z.uuid(),
	organisation: LocalName,
	state: z.enum(serviceStates),
	imaginary: z.boolean(),
	/** Who offers it, where that is not the organisation that keeps it. */
	providedBy: z.string().nullable(),
	networkRole: z.enum(['individual_support', 'professional_support']).nullable(),
	version: z.int(),
	modifiedAt: z.iso.datetime({ offset: true }),
	confirmedOn: z.iso.date().nullable(),
	capacityOn: z.iso.date().nullable(),
	pausedUntil: z.iso.date().nullable(),
	submittedBy: z.uuid().nullable(),
	successorId: z.uuid().nullable(),
	/** Of another organisation: it is shown as the public reads it. */
	successorOrganisationId: z.uuid().nullable(),
	/** When the words of each language were last written or looked at: each field for itself, those not named by `otherwise`. */
	textCheckedAt: z.partialRecord(z.enum(languages), z.record(z.string(), z.iso.datetime({ offset: true }))),
	record: ServiceRecord,
});
/** A service as its own organisation sees it: its record, and how it stands. */
export type StoredService = z.infer<typeof Stored>;

const columnOf: Record<(typeof textFields)[number], string> = {
	name: 'name',
	description: 'description',
	conditions: 'conditions',
	firstContact: 'first_contact',
	mission: 'mission',
	method: 'method',
	limits: 'limits',
	professionalSecrecy: 'professional_secrecy',
	cost: 'cost',
	pauseMessage: 'pause_message',
};

export const noWords: Words = {
	name: '',
	description: '',
	conditions: '',
	firstContact: '',
	mission: '',
	method: '',
	limits: '',
	professionalSecrecy: '',
	cost: '',
	pauseMessage: '',
};

const words = sql.raw(textFields.map((field) => `'${field}', t.${columnOf[field]}`).join(', '));

// The columns of the record by the names of its fields, so that the row is parsed as what it is.
const record = sql`jsonb_build_object(
	'texts', coalesce((select jsonb_object_agg(t.language, jsonb_build_object(${words})) from service_text t where t.service_id = s.id), '{}'),
	'mainLanguage', s.main_language, 'audiences', s.audiences, 'needs', s.needs, 'minors', s.minors,
	'modes', s.modes, 'phone', s.phone, 'email', s.email, 'url', s.url,
	'anonymous', s.anonymous, 'withoutAppointment', s.without_appointment, 'referralModes', s.referral_modes,
	'hours', coalesce((select jsonb_agg(jsonb_build_object('weekday', weekday, 'opens', left(opens::text, 5), 'closes', left(closes::text, 5))
		order by weekday, opens) from service_hours h where h.service_id = s.id), '[]'),
	'exceptions', coalesce((select jsonb_agg(jsonb_build_object('startsOn', starts_on, 'endsOn', ends_on, 'hours',
		coalesce((select jsonb_agg(jsonb_build_array(left(slot.o::text, 5), left(slot.c::text, 5))) from unnest(opens, closes) slot (o, c)), '[]'),
		'note', note) order by number) from service_hours_exception e where e.service_id = s.id), '[]'),
	'coverage', array(select area_code from service_coverage c where c.service_id = s.id order by area_code),
	'languages', s.languages, 'free', s.free, 'capacity', s.capacity, 'waitingDays', s.waiting_days, 'accessibility', s.accessibility,
	'confidentialAddress', s.confidential_address, 'street', coalesce(s.street, nullif(hidden.street, '')),
	'postalCode', coalesce(s.postal_code, hidden.postal_code), 'town', s.town,
	'contactPhone', contact.phone, 'contactEmail', contact.email, 'contactNote', coalesce(contact.note, ''),
	'confirmationMonths', s.confirmation_months)`;

const stored = sql`jsonb_build_object('id', s.id, 'organisationId', s.organisation_id,
	'organisation', jsonb_build_object('fr', o.name_fr, 'nl', coalesce(o.name_nl, o.name_fr), 'de', coalesce(o.name_de, o.name_fr), 'en', coalesce(o.name_en, o.name_fr)),
	'state', s.state, 'imaginary', s.imaginary, 'networkRole', s.network_role, 'providedBy', s.provided_by, 'version', s.version, 'modifiedAt', s.modified_at,
	'confirmedOn', s.confirmed_on, 'capacityOn', s.capacity_on, 'pausedUntil', s.paused_until,
	'submittedBy', submission.submitted_by, 'successorId', successor.successor_id, 'successorOrganisationId', successor.successor_organisation_id,
	'textCheckedAt', coalesce((select jsonb_object_agg(t.language, jsonb_build_object('otherwise', t.updated_at) || t.checked_at)
		from service_text t where t.service_id = s.id), '{}'),
	'record', ${record})`;

/** Services of the acting organisation by their ids, whole, in the order of the ids. */
export function readStoredServices(tx: Transaction<DB>, ids: string[]): Promise<StoredService[]> {
	return readServices(tx, ids, sql`s.organisation_id = acting_organisation()`);
}

/** Services of any organisation that the acting one may read: of others what they publish, without what they tell nobody. */
export function readReadableServices(tx: Transaction<DB>, ids: string[]): Promise<StoredService[]> {
	return readServices(tx, ids, sql`(s.organisation_id = acting_organisation() or s.published)`);
}

async function readServices(tx: Transaction<DB>, ids: string[], where: RawBuilder<unknown>): Promise<StoredService[]> {
	const { rows } = await sql<{ stored: { record: { texts: object } } }>`
		select ${stored} as stored
		from service s
		join organisation o on o.id = s.organisation_id
		left join service_hidden_address hidden on hidden.service_id = s.id
		left join service_professional_contact contact on contact.service_id = s.id
		left join service_submission submission on submission.service_id = s.id
		left join service_successor successor on successor.service_id = s.id
		where s.id = any (${ids}::uuid[]) and ${where}
		order by array_position(${ids}::uuid[], s.id)`.execute(tx);
	return rows.map(({ stored: row }) => Stored.parse({ ...row, record: fillTexts(row.record) }));
}

/** Every language has its words, if only empty ones. */
function fillTexts(row: { texts: object }): object {
	const empty = Object.fromEntries(languages.map((language) => [language, noWords]));
	return { ...row, texts: { ...empty, ...row.texts } };
}
