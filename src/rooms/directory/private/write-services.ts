import type { Insertable, Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';
import { languages } from '#house/language/language.ts';
import type { ServiceEntry } from './network-entry.ts';

interface Written {
	id: string;
	organisationId: string;
	entry: ServiceEntry;
}

/**
 * Writes the services as drafts with all their parts and returns the ids of all that the entries name. An entry keeps its id over every
 * loading; one that its organisation has edited since is left as it is.
 */
export async function writeServices(
	tx: Transaction<DB>,
	entries: ServiceEntry[],
	organisations: Map<string, string>,
): Promise<string[]> {
	const written: Written[] = [];
	const edited = await listEdited(tx, [...organisations.values()]);
	for (const entry of entries) {
		const row = toServiceRow(entry, organisations);
		if (edited.has(`${row.organisation_id} ${entry.id}`)) continue;
		const { id } = await tx
			.insertInto('service')
			.values(row)
			.onConflict((conflict) => conflict.columns(['organisation_id', 'origin_key']).doUpdateSet(row))
			.returning('id')
			.executeTakeFirstOrThrow();
		written.push({ id, organisationId: row.organisation_id, entry });
	}
	if (written.length > 0) await writeParts(tx, written);
	return [...written.map(({ id }) => id), ...edited.values()];
}

/** The services that their organisations keep themselves, by organisation and key. */
async function listEdited(tx: Transaction<DB>, organisations: string[]): Promise<Map<string, string>> {
	const rows = await tx
		.selectFrom('service')
		.select(['id', 'organisation_id', 'origin_key'])
		.where('keeper', '=', 'organisation')
		.where('organisation_id', 'in', organisations)
		.execute();
	return new Map(rows.map((row) => [`${row.organisation_id} ${row.origin_key}`, row.id]));
}

/** A draft: nobody sees it before its parts are written. */
function toServiceRow(entry: ServiceEntry, organisations: Map<string, string>): Insertable<DB['service']> {
	const organisationId = organisations.get(entry.organisation);
	if (organisationId === undefined) throw new Error(`The organisation ${entry.organisation} was not written.`);
	return {
		organisation_id: organisationId,
		origin_key: entry.id,
		state: 'draft',
		keeper: 'files',
		imaginary: entry.imaginary,
		network_role: entry.networkRole,
		main_language: entry.mainLanguage,
		audiences: entry.audiences,
		needs: entry.needs,
		languages: entry.languages,
		minors: entry.minors,
		free: entry.free,
		anonymous: entry.anonymous,
		without_appointment: entry.withoutAppointment,
		modes: entry.modes,
		phone: entry.phone,
		email: entry.email,
		url: entry.url,
		street: entry.address?.street ?? null,
		postal_code: entry.address?.postalCode ?? null,
		town: entry.address?.town ?? null,
		confirmed_on: entry.confirmedOn,
		paused_until: null,
	};
}

async function writeParts(tx: Transaction<DB>, written: Written[]): Promise<void> {
	const ids = written.map(({ id }) => id);
	await tx.deleteFrom('service_text').where('service_id', 'in', ids).execute();
	await tx.deleteFrom('service_hours').where('service_id', 'in', ids).execute();
	await tx.deleteFrom('service_coverage').where('service_id', 'in', ids).execute();
	const texts = written.flatMap(({ entry, ...owner }) =>
		languages.flatMap((language) => {
			const text = entry.text[language];
			if (text === undefined) return [];
			const { name, description, conditions, firstContact: first_contact } = text;
			return [{ ...ownerOf(owner), language, name, description, conditions, first_contact }];
		}),
	);
	const hours = written.flatMap(({ entry, ...owner }) => entry.hours.map((slot) => ({ ...ownerOf(owner), ...slot })));
	const coverage = written.flatMap(({ entry, ...owner }) =>
		entry.covers.map((area_code) => ({ ...ownerOf(owner), area_code })),
	);
	await tx.insertInto('service_text').values(texts).execute();
	if (hours.length > 0) await tx.insertInto('service_hours').values(hours).execute();
	await tx.insertInto('service_coverage').values(coverage).execute();
}

function ownerOf({ id, organisationId }: { id: string; organisationId: string }) {
	return { organisation_id: organisationId, service_id: id, published: false };
}
