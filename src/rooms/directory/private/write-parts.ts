import { sql, type Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';
import type { ServiceRecord } from '../service-record.ts';

/** What every part of a service carries; `published` as the service itself says. */
export type Key = { organisation_id: string; service_id: string; published: boolean };

export async function writeHours(tx: Transaction<DB>, { hours }: ServiceRecord, key: Key): Promise<void> {
	await tx.deleteFrom('service_hours').where('service_id', '=', key.service_id).execute();
	const rows = hours.map((slot) => ({ ...key, ...slot }));
	if (rows.length > 0) await tx.insertInto('service_hours').values(rows).execute();
}

export async function writeExceptions(tx: Transaction<DB>, { exceptions }: ServiceRecord, key: Key): Promise<void> {
	await tx.deleteFrom('service_hours_exception').where('service_id', '=', key.service_id).execute();
	for (const [index, { startsOn, endsOn, hours, note }] of exceptions.entries()) {
		const [opens, closes] = [hours.map((slot) => slot[0]), hours.map((slot) => slot[1])];
		await sql`
			insert into service_hours_exception (organisation_id, service_id, published, number, starts_on, ends_on, opens, closes, note)
			values (${key.organisation_id}, ${key.service_id}, ${key.published}, ${index + 1}, ${startsOn}, ${endsOn},
				${opens}::time[], ${closes}::time[], ${note})`.execute(tx);
	}
}

export async function writeCoverage(tx: Transaction<DB>, { coverage }: ServiceRecord, key: Key): Promise<void> {
	await tx.deleteFrom('service_coverage').where('service_id', '=', key.service_id).execute();
	const rows = coverage.map((area_code) => ({ ...key, area_code }));
	if (rows.length > 0) await tx.insertInto('service_coverage').values(rows).execute();
}

export async function writeHiddenAddress(tx: Transaction<DB>, next: ServiceRecord, key: Key): Promise<void> {
	await tx.deleteFrom('service_hidden_address').where('service_id', '=', key.service_id).execute();
	if (!next.confidentialAddress || (next.street === null && next.postalCode === null)) return;
	const { organisation_id, service_id } = key;
	const row = { organisation_id, service_id, street: next.street ?? '', postal_code: next.postalCode };
	await tx.insertInto('service_hidden_address').values(row).execute();
}

export async function writeContact(tx: Transaction<DB>, next: ServiceRecord, key: Key): Promise<void> {
	const { contactPhone: phone, contactEmail: email, contactNote: note } = next;
	await tx.deleteFrom('service_professional_contact').where('service_id', '=', key.service_id).execute();
	if (phone === null && email === null && note === '') return;
	await tx
		.insertInto('service_professional_contact')
		.values({ ...key, phone, email, note })
		.execute();
}
