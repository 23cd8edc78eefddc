import { sql } from 'kysely';
import { afterAll, describe, expect, test } from 'vitest';
import { openPool } from '#house/database/pool.ts';
import { openPublicReader } from '#house/database/public-reader.ts';
import { addDays } from '#house/language/dates.ts';
import { aDatabase } from '#house/testing/a-database.ts';
import { aService } from '#rooms/directory/service.builder.ts';
import { getLineage, openPlaces } from './find-places.server.ts';
import { orient } from './orient.server.ts';
import type { CompleteRequest } from './orient.server.ts';

openPlaces('reference');
const database = await aDatabase();
const pool = openPool(database.urls.public, { max: 2, applicationName: 'test' });
const reader = openPublicReader(pool);
afterAll(() => pool.end());

const verviers = '63079';
const asked: CompleteRequest = {
	audience: 'relative',
	need: 'school',
	lineage: getLineage(verviers),
	spoken: undefined,
	page: 1,
	language: 'fr',
	day: '2026-11-23',
};

// The template holds the real network; these tests ask for what it leaves open, and look at their own services only.
async function namesFor(request: Partial<CompleteRequest>): Promise<string[]> {
	const { found } = await orient(reader, { ...asked, ...request });
	return found
		.filter((service) => service.organisationName.startsWith('Organisation de '))
		.map((service) => service.name);
}

async function clear(): Promise<void> {
	await sql`delete from service where organisation_id in (select id from organisation where origin = 'partner')`.execute(
		database.owner,
	);
}

describe('local first, then wider', () => {
	test('a service of the commune comes before one of the province, and that one before the region', async () => {
		await clear();
		await aService('région').answering('relative', 'school').covering('03000').published(database.owner);
		await aService('province').answering('relative', 'school').covering('60000').published(database.owner);
		await aService('arrondissement').answering('relative', 'school').covering('63000').published(database.owner);
		await aService('commune').answering('relative', 'school').covering(verviers).published(database.owner);
		await aService('fédération').answering('relative', 'school').covering('fwb').published(database.owner);
		await aService('ailleurs').answering('relative', 'school').covering('62063').published(database.owner);
		expect(await namesFor({})).toEqual(['commune', 'arrondissement', 'province', 'région', 'fédération']);
	});

	test('a service that covers the commune and the province is shown once, as local', async () => {
		await clear();
		await aService('double').answering('relative', 'school').covering(verviers, '60000').published(database.owner);
		expect(await namesFor({})).toEqual(['double']);
		expect(await namesFor({ lineage: getLineage('62063') })).toEqual(['double']);
	});

	test('one that states the need comes before one that left it open', async () => {
		await clear();
		await aService('ouvert').covering(verviers).published(database.owner);
		await aService('précis').answering('relative', 'school').covering(verviers).published(database.owner);
		expect(await namesFor({})).toEqual(['précis', 'ouvert']);
		const { found } = await orient(reader, asked);
		expect(found.find((service) => service.name === 'ouvert')?.stated).toBe(false);
	});

	test('the German-speaking communes are not of the Federation', async () => {
		await clear();
		await aService('fédération').answering('relative', 'school').covering('fwb').published(database.owner);
		expect(await namesFor({ lineage: getLineage('63023') })).toEqual([]);
		expect(await namesFor({ lineage: getLineage('21009') })).toEqual(['fédération']);
	});
});

describe('the Réseau', () => {
	test('is always there, for each audience, even where nothing else is', async () => {
		await clear();
		for (const audience of ['person', 'relative', 'professional', 'public'] as const) {
			const { central } = await orient(reader, { ...asked, audience, lineage: getLineage('44021') });
			expect(central.length).toBeGreaterThan(0);
		}
	});

	test('offers professionals its part for professionals first', async () => {
		const { central } = await orient(reader, { ...asked, audience: 'professional' });
		expect(central.map((service) => service.networkRole)).toEqual(['professional_support', 'individual_support']);
	});

	test('is never listed twice', async () => {
		const { found } = await orient(reader, { ...asked, need: 'support_relative' });
		expect(found.filter((service) => service.networkRole !== null)).toEqual([]);
	});
});

describe('ties', () => {
	const services = ['a', 'b', 'c', 'd'];

	test('are drawn anew each day, so that each comes first about as often', async () => {
		await clear();
		for (const name of services) {
			await aService(name).answering('relative', 'school').covering(verviers).published(database.owner);
		}
		const firsts = new Map(services.map((name) => [name, 0]));
		const days = Array.from({ length: 120 }, (_, index) => addDays('2026-01-01', index));
		for (const day of days) {
			const [first = ''] = await namesFor({ day });
			firsts.set(first, (firsts.get(first) ?? 0) + 1);
		}
		// Expected 30 each; the chance that a fair draw leaves 12 to 48 is under one in a thousand.
		expect([...firsts.values()].every((count) => count > 12 && count < 48)).toBe(true);
	});

	test('hold for the day', async () => {
		expect(await namesFor({})).toEqual(await namesFor({}));
	});
});

describe('pages', () => {
	test('follow one another without a gap or a repetition', async () => {
		await clear();
		for (let number = 0; number < 60; number++) {
			await aService(`s${number}`)
				.answering('relative', 'school')
				.covering(number % 2 ? verviers : '60000')
				.published(database.owner);
		}
		const pages = [
			await orient(reader, asked),
			await orient(reader, { ...asked, page: 2 }),
			await orient(reader, { ...asked, page: 3 }),
		];
		const ids = pages.flatMap((page) => page.found.map((service) => service.id));
		expect(pages.map((page) => page.hasMore)).toEqual([true, true, false]);
		expect(new Set(ids).size).toBe(ids.length);
		expect(ids.length).toBeGreaterThanOrEqual(60);
	});

	test('past the end are empty, with the Réseau still there', async () => {
		const { found, central } = await orient(reader, { ...asked, page: 9 });
		expect(found).toEqual([]);
		expect(central.length).toBe(1);
	});
});

test('asked for a language, only services where it is spoken are found', async () => {
	await clear();
	await aService('turc')
		.answering('relative', 'school')
		.covering(verviers)
		.speaking('fr', 'tr')
		.published(database.owner);
	await aService('français').answering('relative', 'school').covering(verviers).published(database.owner);
	expect(await namesFor({ spoken: 'tr' })).toEqual(['turc']);
	expect(await namesFor({ spoken: 'zgh' })).toEqual([]);
});

test('only what is published or paused is found', async () => {
	await clear();
	for (const state of ['draft', 'in_review', 'published', 'paused', 'archived'] as const) {
		await aService(state).answering('relative', 'school').covering(verviers).in(state).saved(database.owner);
	}
	expect((await namesFor({})).sort()).toEqual(['paused', 'published']);
});

describe('the match table', () => {
	// What the triggers keep, worked out afresh from its sources.
	const difference = sql<{ rows: number }>`
		with expected as (
			select c.service_id, c.area_code, a.audience, n.need
			from service s
			join service_coverage c on c.service_id = s.id
			cross join unnest(case when s.audiences = '{}' then array['person','relative','professional','public'] else s.audiences end) a (audience)
			cross join unnest(case when s.needs = '{}' then array['listen','understand','support_relative','support_personal','step_away','school','online','discrimination','advice','training'] else s.needs end) n (need)
			where s.state in ('published', 'paused') and s.network_role is null
		), actual as (select service_id, area_code, audience, need from service_match)
		select count(*)::int as rows from (
			(table expected except table actual) union all (table actual except table expected)
		) both_ways`;

	test.each([
		[
			'coverage is added',
			sql`insert into service_coverage (organisation_id, service_id, published, area_code) select organisation_id, id, published, '92094' from service where network_role is null on conflict do nothing`,
		],
		['coverage is removed', sql`delete from service_coverage where area_code = '92094'`],
		[
			'coverage moves',
			sql`update service_coverage set area_code = '91034' where area_code = '63079' and not exists (select from service_coverage o where o.service_id = service_coverage.service_id and o.area_code = '91034')`,
		],
		['needs change', sql`update service set needs = '{online,training}'`],
		['audiences are emptied', sql`update service set audiences = '{}'`],
		['everything is withdrawn', sql`update service set state = 'archived'`],
		['everything is published again', sql`update service set state = 'published'`],
		[
			'services are deleted',
			sql`delete from service where network_role is null and id in (select id from service limit 10)`,
		],
	])('is true to its sources when %s', async (_, change) => {
		await change.execute(database.owner);
		const { rows } = await difference.execute(database.owner);
		expect(rows[0]?.rows).toBe(0);
	});
});
