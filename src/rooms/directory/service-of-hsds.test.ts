import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aPublishedService, aTerritory } from './private/hsds/a-published-service.ts';
import { describePublished } from './private/hsds/describe-offer.ts';
import type { PublishedService } from './private/hsds/published.ts';
import { nameAreas } from './private/hsds/read/read-coverage.ts';
import { makeAnyRecord } from './private/a-record.ts';
import { hasWords, type ServiceRecord } from './service-record.ts';
import { readHsdsService } from './service-of-hsds.ts';
import { languages } from '#house/language/language.ts';

const { areas, communes } = aTerritory;
const gazetteer = {
	areas: new Map([
		...areas,
		[
			'01000',
			{
				code: '01000',
				kind: 'country' as const,
				names: { fr: 'Belgique', nl: 'België', de: 'Belgien', en: 'Belgium' },
				lineage: ['01000'],
			},
		],
	]),
	byName: nameAreas(areas.values()),
	communes: new Map([...communes].map(([code, commune]) => [code, [commune]])),
};
const understand = (fields: object, wish: { language?: 'fr' | 'nl'; coverageByPostalCode?: boolean } = {}) =>
	readHsdsService(
		{ id: aPublishedService.id, name: 'Accueil', ...fields },
		{ gazetteer, language: 'fr', coverageByPostalCode: false, ...wish },
	);

describe('a service of our own feed', () => {
	test('is the same record again', () => {
		fc.assert(
			fc.property(makeAnyRecord(fc), (record) => {
				// The feed says midnight as 23:59, which readers of times know.
				fc.pre(!JSON.stringify(record).includes('23:59'));
				const said = { ...record, hours: record.hours.map((slot) => ({ ...slot })) };
				const service: PublishedService = { ...aPublishedService, ...publicOf(said), paused: true, imaginary: false };
				const again = understand(describePublished(service, { ...aTerritory, areas: gazetteer.areas }), {
					language: 'nl',
				}).record;
				expect(again).toEqual(publicRecord(said));
			}),
		);
	});
});

/** What the feed is made of. */
function publicOf(record: ServiceRecord): Partial<PublishedService> {
	const texts = Object.fromEntries(
		languages.filter((each) => hasWords(record.texts[each])).map((each) => [each, record.texts[each]]),
	);
	return { ...record, texts, capacityOn: record.capacity === null ? null : '2026-09-01', given: null };
}

/** What of a record is public, as the reader gives it: in order, names lent, midnight by its one name. */
function publicRecord(record: ServiceRecord): ServiceRecord {
	const texts = { ...record.texts };
	for (const language of languages) {
		const { name, ...others } = texts[language];
		if (name === '' && Object.values(others).some((text) => text !== '')) {
			texts[language] = { ...texts[language], name: texts[record.mainLanguage].name };
		}
	}
	const isWhole = record.street !== null && record.postalCode !== null && record.town !== null;
	return {
		...record,
		texts,
		coverage: record.coverage.toSorted(),
		...(isWhole ? {} : { street: null, postalCode: null, town: null }),
		confidentialAddress: false,
		contactPhone: null,
		contactEmail: null,
		contactNote: '',
		confirmationMonths: 6,
	};
}

describe('a service of others', () => {
	test('has hours where they repeat every week, however days and times are written; the others stay as given', () => {
		const schedules = [
			{ freq: 'WEEKLY', byday: 'MO, TU', opens_at: '9:00', closes_at: '12:30:00Z' },
			{ freq: 'WEEKLY', byday: 'MO', opens_at: '12:00', closes_at: '13:00' },
			{ freq: 'MONTHLY', bymonthday: '1', opens_at: '09:00', closes_at: '12:00' },
			{ freq: 'WEEKLY', interval: 2, byday: 'FR', opens_at: '09:00', closes_at: '12:00' },
			{ freq: 'WEEKLY', byday: '1MO', opens_at: '09:00', closes_at: '12:00' },
		];
		const { record, unread } = understand({ schedules });
		expect(record.hours).toEqual([
			{ weekday: 1, opens: '09:00', closes: '13:00' },
			{ weekday: 2, opens: '09:00', closes: '12:30' },
		]);
		expect(unread.schedules).toBe(3);
	});

	test('covers what it names in any language; what nobody knows is none, and is said', () => {
		const named = ['VERVIERS', 'Province de Liège', 'Provincie Luik', 'Fédération Wallonie-Bruxelles', 'Le monde'];
		const { record, unread } = understand({ service_areas: named.map((name) => ({ name })) });
		expect(record.coverage).toEqual(['60000', '63079', 'fwb']);
		expect(unread.areas).toEqual(['Le monde']);
	});

	test('covers the commune of its address only where the importer says so', () => {
		const location = {
			addresses: [{ address_1: 'Rue 1', city: 'Verviers', postal_code: 'B-4800', address_type: 'physical' }],
		};
		const given = { service_at_locations: [{ location }] };
		expect(understand(given).record).toMatchObject({ coverage: [], postalCode: '4800', street: 'Rue 1' });
		expect(understand(given, { coverageByPostalCode: true }).record.coverage).toEqual(['63079']);
		const told = { ...given, service_areas: [{ name: 'Province de Liège' }] };
		expect(understand(told, { coverageByPostalCode: true }).record.coverage).toEqual(['60000']);
	});

	test('is for whom and for what it does not say: nothing is made up of the terms of others', () => {
		const attributes = [{ taxonomy_term: { id: crypto.randomUUID(), name: 'Familles' } }];
		expect(understand({ attributes }).record).toMatchObject({ audiences: [], needs: [], free: null, minors: null });
	});

	test('has the first telephone that speaks, the language that the importer chose, and the day its owner vouched for it', () => {
		const phones = [{ number: '087111111', type: 'fax' }, { number: 'sonnez' }, { number: '0800/111.72' }];
		const given = { phones, email: 'rien', url: 'www.a.be', assured_date: '2026-02-30', minimum_age: 18 };
		const { record, confirmedOn } = understand(given, { language: 'nl' });
		expect(record).toMatchObject({ phone: '+3280011172', email: null, url: null, mainLanguage: 'nl', minors: 'no' });
		expect(record.texts.nl.name).toBe('Accueil');
		expect(confirmedOn).toBeNull();
		expect(understand({ assured_date: '2026-02-20' }).confirmedOn).toBe('2026-02-20');
	});

	test.each([
		['active', 'active'],
		['temporarily closed', 'paused'],
		['inactive', 'archived'],
		['defunct', 'archived'],
	])('%s is %s', (status, standing) => {
		expect(understand({ status }).standing).toBe(standing);
	});
});
