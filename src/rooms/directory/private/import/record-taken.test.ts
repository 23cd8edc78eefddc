import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { aDatabase } from '#house/testing/a-database.ts';
import { anOrganisation } from '#house/testing/an-organisation.ts';
import type { HsdsObject } from '../../hsds.ts';
import { ownTerms } from '../../hsds.builder.ts';
import { openGazetteer } from '../../open-gazetteer.server.ts';
import { readHsdsService, type UnderstoodService } from '../../service-of-hsds.ts';
import { takeInServices } from '../../take-in-services.server.ts';
import { readNewServices, readServices, type Found } from '../hsds/read-published.ts';

const { owner } = await aDatabase();
const organisationId = await anOrganisation(owner, 'Commune');
const { rows } = await sql<{ id: string }>`insert into import_source (organisation_id, name, input)
	values (${organisationId}::uuid, 'champs', 'file') returning id`.execute(owner);
const taking = { organisationId, sourceId: rows[0]?.id ?? '', source: 'champs', personId: null, publish: true };

const place = {
	id: 'a1e0c2c4-0000-4000-8000-000000000010',
	location: {
		id: 'a1e0c2c4-0000-4000-8000-000000000011',
		location_type: 'physical',
		addresses: [{ address_1: 'Rue de la Grappe 4', city: 'Verviers', postal_code: '4800', address_type: 'physical' }],
	},
};

const plain: HsdsObject = { id: 'a1e0c2c4-0000-4000-8000-000000000001', name: 'Simple', status: 'active' };
const rich: HsdsObject = {
	id: 'a1e0c2c4-0000-4000-8000-000000000002',
	name: 'Écoute',
	status: 'temporarily closed',
	email: 'accueil@ecoute.example',
	url: 'https://ecoute.example',
	phones: [{ id: 'p', number: '+3287000012' }],
	service_at_locations: [place],
	languages: [{ id: 'l', code: 'ar', name: 'arabe' }],
	attributes: ownTerms.map((term) => ({ id: 'a', taxonomy_term: term })),
	schedules: [
		{ id: 's', freq: 'WEEKLY', byday: 'TU,MO', opens_at: '13:00', closes_at: '23:59' },
		{ id: 't', freq: 'WEEKLY', byday: 'MO', opens_at: '09:00', closes_at: '12:30' },
	],
	minimum_age: 18,
	x_be_names: { fr: 'Écoute', nl: 'Luisteren' },
	x_be_descriptions: { fr: 'Nous écoutons.\n« Ici »', nl: 'Wij luisteren.' },
	x_be_pause_messages: { fr: 'Retour en mars.' },
	x_be_paused_until: '2027-03-01',
	x_be_main_language: 'nl',
	x_be_nis: ['63079', '62063'],
	x_be_communities: ['fwb'],
	x_be_confirmed_on: '2026-09-14',
	x_be_free: true,
	x_be_anonymous: false,
	x_be_modes: ['visit', 'phone'],
	x_be_referral_modes: ['school', 'self'],
	x_be_capacity: 'waiting',
	x_be_waiting_days: 30,
	x_be_capacity_on: '2026-09-01',
	x_be_accessibility: ['lift', 'step_free'],
	x_be_hours_exceptions: [
		{ starts_on: '2027-01-04', hours: [{ opens_at: '18:00', closes_at: '23:59' }] },
		{ starts_on: '2026-12-24', ends_on: '2027-01-02', note: 'Congé' },
		{ starts_on: '2026-12-24', ends_on: '2026-12-24', note: 'Veille' },
	],
};
const undated: HsdsObject = {
	id: 'a1e0c2c4-0000-4000-8000-000000000003',
	name: 'Places',
	status: 'active',
	x_be_capacity: 'full',
};

/** In two communes, as its postal code. */
const ofTwoCommunes: HsdsObject = {
	id: 'a1e0c2c4-0000-4000-8000-000000000004',
	name: 'Entre deux',
	status: 'active',
	service_at_locations: [
		{
			id: 'a1e0c2c4-0000-4000-8000-000000000040',
			location: {
				id: 'a1e0c2c4-0000-4000-8000-000000000041',
				location_type: 'physical',
				addresses: [{ address_1: 'Rue Haute 1', city: 'Ixelles', postal_code: '1050', address_type: 'physical' }],
			},
		},
	],
};

/** The order in which the areas of a postal code come is nobody's promise. */
function withAreasReversed({ record, ...understood }: UnderstoodService): UnderstoodService {
	return { ...understood, record: { ...record, coverage: record.coverage.toReversed() } };
}

const openAll = (found: Found[]) => found.map(({ open }) => open());

test.each([
	['real', false],
	['imaginary', true],
])('what is kept of a new %s service is what the feed reads of it, field by field', async (_, imaginary) => {
	const read = await owner.transaction().execute(async (tx) => {
		const understanding = { gazetteer: await openGazetteer(tx), language: 'fr', coverageByPostalCode: true } as const;
		const given = [plain, rich, undated, ofTwoCommunes].map((original) => ({
			original: { ...original, id: imaginary ? original.id.replace('a1e0', 'b1e0') : original.id },
			content: JSON.stringify(original),
			fingerprint: '00'.repeat(32),
			understood: withAreasReversed(readHsdsService(original, understanding)),
		}));
		const ids = given.map(({ original }) => original.id);
		expect((await takeInServices(tx, { ...taking, imaginary }, given)).newIds).toEqual(ids);
		const kept = await sql<{
			record: unknown;
		}>`select record::json from service_import where service_id = any (${ids}::uuid[])
			order by service_id`.execute(tx);
		return {
			kept: kept.rows,
			all: openAll(await readServices(tx, ids)),
			fresh: openAll(await readNewServices(tx, ids)),
		};
	});
	expect(read.all).toHaveLength(4);
	expect(read.all[3]?.coverage).toEqual(['21004', '21009']);
	expect(read.kept.map(({ record }) => record)).toEqual(
		read.all.map(({ given: _given, organisation: _organisation, ...record }) => record),
	);
	expect(read.fresh).toEqual(read.all);
	expect(read.all[1]).toMatchObject({
		paused: true,
		pausedUntil: '2027-03-01',
		capacity: 'waiting',
		street: 'Rue de la Grappe 4',
	});
});
