import { sql, type Transaction } from 'kysely';
import type { DB, Json } from '#house/database/schema.ts';
import { languages, type Language } from '#house/language/language.ts';
import { projectServices } from '../project-services.server.ts';
import { isPublic } from '../service-lifecycle.ts';
import { hasWords, isTextField, textFields, type ServiceRecord, type TextField } from '../service-record.ts';
import type { FieldChange } from '../service-changes.ts';
import { noteChanges } from './note-changes.ts';
import {
	writeContact,
	writeCoverage,
	writeExceptions,
	writeHiddenAddress,
	writeHours,
	type Key,
} from './write-parts.ts';
import type { StoredService } from './stored-service.ts';

type Looked = { languages: Language[]; fields: TextField[] };

interface Writing {
	stored: StoredService;
	next: ServiceRecord;
	changes: FieldChange[];
	/** Languages in which these fields were looked at and are still right. */
	stillRight?: Looked;
	personId: string;
	today: string;
}

/** Writes what changed of a record, with its history and the open feed, and returns the new version. From now on the organisation keeps the service. */
export async function writeRecord(tx: Transaction<DB>, writing: Writing): Promise<number> {
	const { stored, changes, stillRight, personId } = writing;
	const version = stored.version + 1;
	const key = {
		organisation_id: stored.organisationId,
		service_id: stored.id,
		published: isPublic(stored.state),
	};
	await updateService(tx, writing, version);
	await writeTexts(tx, writing, key);
	const has = (field: string) => changes.some((change) => change.field === field);
	if (has('hours')) await writeHours(tx, writing.next, key);
	if (has('exceptions')) await writeExceptions(tx, writing.next, key);
	if (has('coverage')) await writeCoverage(tx, writing.next, key);
	if (['confidentialAddress', 'street', 'postalCode'].some(has)) await writeHiddenAddress(tx, writing.next, key);
	if (['contactPhone', 'contactEmail', 'contactNote'].some(has)) await writeContact(tx, writing.next, key);
	if (stillRight !== undefined) await touchTexts(tx, stored.id, stillRight);
	await noteChanges(tx, { ...key, version, personId }, changes);
	if (key.published) await projectServices(tx, { organisationId: stored.organisationId, serviceIds: [stored.id] });
	return version;
}

async function updateService(tx: Transaction<DB>, { stored, next, changes, today }: Writing, version: number) {
	const restated = changes.some(({ field }) => field === 'capacity' || field === 'waitingDays');
	const hidden = next.confidentialAddress;
	await tx
		.updateTable('service')
		.set({
			keeper: 'organisation',
			version,
			modified_at: sql`now()`,
			// Edited in review, it is no longer what was submitted.
			state: stored.state === 'in_review' ? 'draft' : stored.state,
			main_language: next.mainLanguage,
			audiences: next.audiences,
			needs: next.needs,
			minors: next.minors,
			modes: next.modes,
			phone: next.phone,
			email: next.email,
			url: next.url,
			anonymous: next.anonymous,
			without_appointment: next.withoutAppointment,
			referral_modes: next.referralModes,
			languages: next.languages,
			free: next.free,
			capacity: next.capacity,
			waiting_days: next.waitingDays,
			capacity_on: next.capacity === null ? null : restated ? today : stored.capacityOn,
			accessibility: next.accessibility,
			confidential_address: hidden,
			street: hidden ? null : next.street,
			postal_code: hidden ? null : next.postalCode,
			town: next.town,
			confirmation_months: next.confirmationMonths,
		})
		.where('id', '=', stored.id)
		.execute();
}

async function writeTexts(tx: Transaction<DB>, { next, changes }: Writing, key: Key): Promise<void> {
	const changed = new Set(changes.filter(({ field }) => isTextField(field)).map(({ language }) => language));
	for (const language of languages.filter((each) => changed.has(each))) {
		const { firstContact, professionalSecrecy, pauseMessage, ...words } = next.texts[language];
		if (!hasWords(next.texts[language])) {
			await tx
				.deleteFrom('service_text')
				.where('service_id', '=', key.service_id)
				.where('language', '=', language)
				.execute();
			continue;
		}
		const row = {
			...words,
			first_contact: firstContact,
			professional_secrecy: professionalSecrecy,
			pause_message: pauseMessage,
			updated_at: sql<string>`now()`,
		};
		const written = changes.filter((change) => change.language === language).map(({ field }) => field);
		await tx
			.insertInto('service_text')
			.values({ ...key, language, ...row, checked_at: datedNow(written) })
			.onConflict((conflict) =>
				conflict.columns(['service_id', 'language']).doUpdateSet({
					...row,
					checked_at: sql<Json>`${datedBefore} || service_text.checked_at || excluded.checked_at`,
				}),
			)
			.execute();
	}
}

async function touchTexts(tx: Transaction<DB>, serviceId: string, { languages: looked, fields }: Looked) {
	if (looked.length === 0) return;
	const texts = tx
		.updateTable('service_text')
		.set({ updated_at: sql`now()`, checked_at: sql<Json>`${datedBefore} || checked_at || ${datedNow(fields)}` });
	await texts.where('service_id', '=', serviceId).where('language', 'in', looked).execute();
}

/** Fields that had no moment of their own went by that of the language, which is about to change: they keep it. */
const datedBefore = sql`(select jsonb_object_agg(field, service_text.updated_at) from unnest(${sql.lit(`{${textFields.join(',')}}`)}::text[]) field)`;

/** These fields, each with the moment of this transaction. */
function datedNow(fields: readonly string[]) {
	return sql<Json>`coalesce((select jsonb_object_agg(field, now()) from unnest(${[...fields]}::text[]) field), '{}')`;
}
