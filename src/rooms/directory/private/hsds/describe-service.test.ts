import { describe, expect, test } from 'vitest';
import { hasOfficialSchemas, listOfficialFaults } from '#house/testing/official-hsds.ts';
import { aPublishedService, aTerritory } from './a-published-service.ts';
import { describeService } from './describe-service.ts';
import { listServiceDocuments, omitEmpty, summarise } from './document.ts';
import { describeOwner, listSharedMarks, listVocabularyDocuments, toEntry } from './describe-offer.ts';
import type { PublishedService } from './published.ts';

const describeIt = (service: Partial<PublishedService> = {}) =>
	omitEmpty(describeService({ ...aPublishedService, ...service }, aTerritory));

const bare: Partial<PublishedService> = {
	paused: false,
	pausedUntil: null,
	imaginary: false,
	networkRole: null,
	audiences: [],
	needs: [],
	languages: [],
	minors: null,
	free: null,
	anonymous: null,
	withoutAppointment: null,
	modes: [],
	referralModes: [],
	capacity: null,
	waitingDays: null,
	capacityOn: null,
	accessibility: [],
	phone: null,
	email: null,
	url: null,
	street: null,
	postalCode: null,
	town: null,
	confirmedOn: null,
	sourceUrl: null,
	texts: {
		fr: {
			name: 'Écoute',
			description: '',
			conditions: '',
			firstContact: '',
			cost: '',
			pauseMessage: '',
			mission: '',
			method: '',
			limits: '',
			professionalSecrecy: '',
		},
	},
	hours: [],
	exceptions: [],
	coverage: [],
	mergedIds: [],
};

describe('a service in HSDS', () => {
	test('says what is known of it', () => {
		expect(describeIt()).toMatchObject({
			name: 'Relais Vesdre',
			status: 'temporarily closed',
			alert: 'Retour en janvier.',
			minimum_age: 18,
			assured_date: '2026-09-14',
			fees_description: 'Gratuit',
			cost_options: [{ amount: 0, currency: 'EUR' }],
			phones: [{ number: '+3287000012', description: 'numéro imaginaire, ne pas appeler' }],
			organization: { name: 'Maison de la Vesdre', x_be_imaginary: true },
			languages: [{ code: 'fr' }, { code: 'ar', name: 'arabe' }],
			x_be_costs: { nl: 'Gratis, zonder kaart.' },
			x_be_referral_modes: ['self', 'relative'],
			x_be_capacity: 'waiting',
			x_be_waiting_days: 30,
			x_be_capacity_on: '2026-09-01',
			x_be_accessibility: ['step_free'],
			x_be_imaginary: true,
			x_be_anonymous: false,
			x_be_nis: ['63079'],
			x_be_communities: ['fwb'],
			x_be_names: { fr: 'Relais Vesdre', nl: 'Relais Vesder' },
			x_be_descriptions: { fr: 'Nous écoutons.', nl: 'Wij luisteren.' },
			x_be_first_contacts: { fr: 'Vous appelez.' },
		});
	});

	test('leaves out what is not known: no null, no empty text, no empty list', () => {
		expect(describeIt(bare)).toEqual({
			id: aPublishedService.id,
			organization_id: aPublishedService.organisation.id,
			name: 'Écoute',
			status: 'active',
			organization: expect.any(Object),
			x_be_names: { fr: 'Écoute' },
			x_be_main_language: 'fr',
		});
	});

	test('gives weekly hours as rules, days with the same hours together, midnight as a time that readers know', () => {
		expect(describeIt().schedules).toMatchObject([
			{ freq: 'WEEKLY', byday: 'MO,TU', opens_at: '09:00', closes_at: '12:30', x_be_timezone: 'Europe/Brussels' },
			{ freq: 'WEEKLY', byday: 'SA', opens_at: '18:00', closes_at: '23:59', x_be_closed_on_public_holidays: true },
		]);
		const always = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, opens: '00:00', closes: '24:00' }));
		expect(describeIt({ hours: always }).schedules).not.toMatchObject([{ x_be_closed_on_public_holidays: true }]);
	});

	test('gives the days with other hours as they are', () => {
		expect(describeIt().x_be_hours_exceptions).toEqual([
			{ starts_on: '2026-12-24', ends_on: '2027-01-02', closed: true, note: 'Congé' },
			{
				starts_on: '2027-01-04',
				ends_on: '2027-01-04',
				closed: false,
				hours: [{ opens_at: '18:00', closes_at: '23:59' }],
			},
		]);
	});

	test('gives its coverage by NIS codes with names, and its address with the province', () => {
		expect(describeIt().service_areas).toMatchObject([
			{ name: 'Verviers', x_be_nis: '63079', x_be_kind: 'commune' },
			{ name: 'Fédération Wallonie-Bruxelles', x_be_community: 'fwb' },
		]);
		const address = { city: 'Verviers', state_province: 'Province de Liège', country: 'BE', postal_code: '4800' };
		expect(describeIt().service_at_locations).toMatchObject([{ location: { addresses: [address] } }]);
	});

	test('an address that is not known to the street gives no place', () => {
		expect(describeIt({ street: null }).service_at_locations).toBeUndefined();
	});

	test('all its ids are the same in every loading, and no two parts share one', () => {
		const ids = (value: unknown): string[] =>
			typeof value !== 'object' || value === null
				? []
				: Object.entries(value).flatMap(([key, part]) => (key === 'id' ? [String(part)] : ids(part)));
		expect(ids(describeIt())).toEqual(ids(describeIt()));
		const own = ids({ ...describeIt(), attributes: [], organization: {} });
		expect(new Set(own).size).toBe(own.length);
	});
});

describe.skipIf(!hasOfficialSchemas)('by the official schemas (skipped where their folder is missing)', () => {
	test.each([
		['with everything', {}],
		['of which little is known', bare],
		['in Dutch', { mainLanguage: 'nl' as const }],
		['in a language in which it has no text', { mainLanguage: 'de' as const }],
	])('a service %s is one', (_, service) => {
		const described = describeIt(service);
		expect(listOfficialFaults('service.json', described)).toEqual([]);
		expect(listOfficialFaults('compiled/service_with_definitions.json', described)).toEqual([]);
		expect(listOfficialFaults('compiled/service_list.json', summarise(described))).toEqual([]);
	});

	test('so are its places, by either reading of the published description, and its organization', () => {
		const [, place] = listServiceDocuments(describeIt(), null);
		for (const schema of ['service_at_location.json', 'service.json']) {
			expect(listOfficialFaults(schema, place?.object)).toEqual([]);
		}
		const summary = place === undefined ? undefined : summarise(place.object);
		expect(listOfficialFaults('compiled/service_at_location_list.json', summary)).toEqual([]);
		expect(summary).toMatchObject({
			service: { organization: { id: expect.any(String) } },
			location: { id: expect.any(String) },
		});
		const marks = listSharedMarks(listServiceDocuments(describeIt(), null));
		const organization = describeOwner(aPublishedService.organisation, { entries: [toEntry(describeIt())], marks });
		expect(organization.kind).toBe('organization');
		expect(listOfficialFaults('organization.json', organization.object)).toEqual([]);
		expect(listOfficialFaults('compiled/organization_list.json', summarise(organization.object))).toEqual([]);
	});

	test('and the taxonomies with their terms', () => {
		const documents = listVocabularyDocuments();
		expect(documents).toHaveLength(2 + 4 + 10);
		for (const { kind, object } of documents) expect(listOfficialFaults(`${kind}.json`, object)).toEqual([]);
	});
});

describe('documents of any source', () => {
	const foreign = {
		id: 'ac148810-d857-441c-9679-408f346de14b',
		name: 'Conseil',
		status: 'active',
		organization_id: 'D9D5E0F5-D3CE-4F73-9A2F-4DD0ECC6C610',
		strange_field: { b: 2, a: [3, 1, 2] },
		attributes: [
			{ id: 'x', taxonomy_term: { id: '3F7B145D-84AF-42D7-8FAE-EACA714B02B2', taxonomy_detail: { id: 'T1' } } },
		],
	};

	test('keep what nobody here knows, in its order', () => {
		const [document] = listServiceDocuments(foreign, null);
		expect(JSON.stringify(document?.object)).toBe(JSON.stringify(foreign));
	});

	test('are found by their owner and their terms, whatever the case of ids', () => {
		expect(listServiceDocuments(foreign, null)[0]?.words).toEqual([
			'conseil',
			'#od9d5e0f5-d3ce-4f73-9a2f-4dd0ecc6c610',
			'#t3f7b145d-84af-42d7-8fae-eaca714b02b2',
			'#xt1',
		]);
	});

	test('are found by words without accents and by what they cover', () => {
		const [service, place] = listServiceDocuments(describeIt(), null);
		expect(service?.words).toEqual(
			expect.arrayContaining(['ecoutons', 'luisteren', 'vesderhuis', '#a63079', '#afwb', '#p4800']),
		);
		expect(place?.words).toEqual(expect.arrayContaining(['ecoutons', 'verviers', '#a63079', '#p4800']));
	});
});
