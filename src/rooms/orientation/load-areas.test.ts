import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { aDatabase } from '#house/testing/a-database.ts';
import { loadAreas } from './load-areas.server.ts';

const database = await aDatabase();
let directory: string;

beforeEach(() => {
	directory = mkdtempSync(join(tmpdir(), 'reference-'));
	cpSync('reference', directory, { recursive: true });
});

afterEach(async () => {
	rmSync(directory, { recursive: true });
	await load('reference');
});

function load(from = directory) {
	return database.owner.transaction().execute((tx) => loadAreas(tx, from));
}

function change(file: string, before: string, after: string): void {
	const path = join(directory, file);
	const text = readFileSync(path, 'utf8');
	expect(text.includes(before)).toBe(true);
	writeFileSync(path, text.replace(before, after));
}

function getArea(code: string) {
	return database.public.selectFrom('area').selectAll().where('code', '=', code).executeTakeFirstOrThrow();
}

async function count(table: 'area' | 'locality'): Promise<number> {
	const { rows } = await database.public
		.selectFrom(table)
		.select(({ fn }) => fn.countAll<number>().as('rows'))
		.executeTakeFirstOrThrow();
	return rows;
}

test('all communes and wider areas are there, and all localities', async () => {
	expect(await count('area')).toBe(565 + 59);
	expect(await count('locality')).toBe(2197);
});

test('an area is loaded with its lineage', async () => {
	expect((await getArea('63079')).lineage).toEqual(['63079', '63000', '60000', '03000', 'fwb', '01000']);
});

test('a name that is missing is lent by the language of the place', async () => {
	expect(await getArea('63012')).toMatchObject({ name_fr: 'Bullange', name_en: 'Büllingen' });
	expect(await getArea('34022')).toMatchObject({ name_fr: 'Courtrai', name_de: 'Kortrijk', name_en: 'Kortrijk' });
	expect(await getArea('57081')).toMatchObject({ name_nl: 'Doornik', name_de: 'Tournai', name_en: 'Tournai' });
	expect(await getArea('21004')).toMatchObject({ name_de: 'Brüssel', name_en: 'Brussels' });
	const empty = database.public.selectFrom('locality').selectAll();
	expect(
		await empty
			.where(({ or, eb }) => or([eb('name_fr', '=', ''), eb('name_nl', '=', ''), eb('name_de', '=', '')]))
			.execute(),
	).toEqual([]);
});

test('unchanged files are not loaded again, a changed one is', async () => {
	expect(await load('reference')).toBe('unchanged');
	expect(await load()).toBe('unchanged');
	change('municipalities.csv', '11001,Aartselaar', '11001,Aartselaer');
	expect(await load()).toBe('loaded');
	expect((await getArea('11001')).name_fr).toBe('Aartselaer');
});

test('what is gone from the files is removed', async () => {
	change('municipalities.csv', readFileSync('reference/municipalities.csv', 'utf8').split('\n')[1] + '\n', '');
	change('postal_codes.csv', '2630,Aartselaar,Aartselaar,,11001', '');
	expect(await load()).toBe('loaded');
	expect([await count('area'), await count('locality')]).toEqual([565 + 59 - 1, 2196]);
});

test('an area that an organisation still names is not removed, and the message says which', async () => {
	const organisation = {
		origin: 'partner',
		origin_key: 'test',
		kind: 'municipality',
		area_code: '11001',
		name_fr: 'Aartselaar',
	};
	await database.owner.insertInto('organisation').values(organisation).execute();
	change('municipalities.csv', readFileSync('reference/municipalities.csv', 'utf8').split('\n')[1] + '\n', '');
	change('postal_codes.csv', '2630,Aartselaar,Aartselaar,,11001', '');
	await expect(load()).rejects.toThrow(
		`${directory}: the area 11001 is gone from here, but rows of "organisation" still name it: change those first, or put it back.`,
	);
	expect(await count('locality')).toBe(2197);
	await database.owner.deleteFrom('organisation').where('origin_key', '=', 'test').execute();
});

test('a commune that moves to another arrondissement moves in the match list too', async () => {
	const { id: organisation_id } = await database.owner
		.insertInto('organisation')
		.values({ origin: 'partner', origin_key: 'moving', kind: 'other', name_fr: 'Essai' })
		.returning('id')
		.executeTakeFirstOrThrow();
	const service = {
		organisation_id,
		origin_key: 'moving',
		state: 'published',
		audiences: ['public'],
		needs: ['listen'],
	};
	const { id: service_id } = await database.owner
		.insertInto('service')
		.values(service)
		.returning('id')
		.executeTakeFirstOrThrow();
	const coverage = ['63079', '63000'].map((area_code) => ({ organisation_id, service_id, published: true, area_code }));
	await database.owner.insertInto('service_coverage').values(coverage).execute();
	const nested = () =>
		database.public
			.selectFrom('service_match')
			.select('area_code')
			.where('service_id', '=', service_id)
			.where('nested', '=', true)
			.execute();
	expect(await nested()).toEqual([{ area_code: '63000' }]);
	change(
		'municipalities.csv',
		'63079,Verviers,Verviers,,Liège,Luik,63000',
		'63079,Verviers,Verviers,,Liège,Luik,62000',
	);
	await load();
	expect(await nested()).toEqual([]);
	await database.owner.deleteFrom('service').where('id', '=', service_id).execute();
	await database.owner.deleteFrom('organisation').where('id', '=', organisation_id).execute();
});

test('a broken file changes nothing', async () => {
	change('postal_codes.csv', '4000,Liège', '40,Liège');
	await expect(load()).rejects.toThrow('postal_code "40" is not a Belgian postal code');
	expect(await count('locality')).toBe(2197);
});
