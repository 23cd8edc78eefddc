import { afterAll, describe, expect, test } from 'vitest';
import { openPool } from '#house/database/pool.ts';
import { openPublicReader } from '#house/database/public-reader.ts';
import { aDatabase } from '#house/testing/a-database.ts';
import { findService } from './find-service.server.ts';
import { listServicesOfPlace } from './list-services-of-place.server.ts';
import { aService } from './service.builder.ts';

const database = await aDatabase();
const pool = openPool(database.urls.public, { max: 2, applicationName: 'test' });
const reader = openPublicReader(pool);
afterAll(() => pool.end());

const wish = {
	lineage: ['91030', '91000', '90000', '03000', 'fwb', '01000'],
	language: 'fr',
	day: '2026-11-23',
	page: 1,
} as const;

async function listNames(page = 1): Promise<string[]> {
	const { services } = await listServicesOfPlace(reader, { ...wish, lineage: [...wish.lineage], page });
	return services
		.filter((service) => service.organisationName.startsWith('Organisation de '))
		.map((service) => service.name);
}

describe('the services of a commune', () => {
	test('are those of the commune, then those of wider areas, each once', async () => {
		await aService('province').covering('90000').published(database.owner);
		await aService('commune et province').covering('91030', '90000').published(database.owner);
		await aService('commune').covering('91030').published(database.owner);
		await aService('brouillon').covering('91030').in('draft').saved(database.owner);
		const names = await listNames();
		expect(names.slice(0, 2).sort()).toEqual(['commune', 'commune et province']);
		expect(names.slice(2)).toEqual(['province']);
	});

	test('come with the Réseau apart', async () => {
		const { services, central } = await listServicesOfPlace(reader, { ...wish, lineage: [...wish.lineage] });
		expect(central.map((service) => service.networkRole)).toEqual(['individual_support', 'professional_support']);
		expect(services.some((service) => service.networkRole !== null)).toBe(false);
	});
});

describe('a service', () => {
	test('that is published is found by its id', async () => {
		const id = await aService('visible').covering('91030').published(database.owner);
		expect(await findService(reader, id, 'nl')).toMatchObject({
			name: 'visible',
			textLanguage: 'fr',
			coverage: ['91030'],
		});
	});

	test('that is not published answers like one that does not exist', async () => {
		const id = await aService('caché').covering('91030').in('in_review').saved(database.owner);
		expect(await findService(reader, id, 'fr')).toBeUndefined();
		expect(await findService(reader, '00000000-0000-4000-8000-000000000000', 'fr')).toBeUndefined();
	});

	test('is not looked for by what is no id', async () => {
		expect(await findService(reader, "'; drop table service", 'fr')).toBeUndefined();
	});
});
