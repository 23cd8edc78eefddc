import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, afterEach, expect, test } from 'vitest';
import { aDatabase } from '#house/testing/a-database.ts';
import { loadNetwork } from './load-network.server.ts';
import { anOrganisation, aRelay } from './private/a-relay.ts';

const database = await aDatabase();
const folder = mkdtempSync(join(tmpdir(), 'network-'));
const demonstration = join(folder, 'seed.json');

afterEach(() => load(undefined));
afterAll(() => rmSync(folder, { recursive: true }));

function load(demonstrationDirectory: string | undefined) {
	return database.owner
		.transaction()
		.execute((tx) => loadNetwork(tx, { referenceDirectory: 'reference', demonstrationDirectory }));
}

function seed(services: object[], organisations: object[] = [anOrganisation]): void {
	writeFileSync(demonstration, JSON.stringify({ organisations, services }, null, 2));
}

function getService(key: string) {
	return database.public.selectFrom('service').selectAll().where('origin_key', '=', key).executeTakeFirstOrThrow();
}

async function listMatches(key: string): Promise<string[]> {
	const { rows } = await sql<{ match: string }>`
		select concat_ws(' ', area_code, audience, need) as match from service_match m join service s on s.id = m.service_id
		where s.origin_key = ${key} order by 1`.execute(database.public);
	return rows.map(({ match }) => match);
}

test('the nine parties of the protocol and their ten services are public', async () => {
	const parties = await database.public
		.selectFrom('organisation')
		.selectAll()
		.where('origin', '=', 'reference')
		.execute();
	expect(parties).toHaveLength(9);
	const services = await database.public.selectFrom('service').selectAll().execute();
	expect(services).toHaveLength(10);
	expect(services.every(({ imaginary, confirmed_on }) => !imaginary && confirmed_on === null)).toBe(true);
});

test('the two central services are reached by the free line of the Réseau, at its hours', async () => {
	for (const [key, role] of [
		['caprev', 'individual_support'],
		['crea', 'professional_support'],
	] as const) {
		const service = await getService(key);
		expect(service).toMatchObject({ network_role: role, phone: '+3280011172', free: true, modes: ['phone'] });
		const hours = await database.public
			.selectFrom('service_hours')
			.selectAll()
			.where('service_id', '=', service.id)
			.orderBy('weekday')
			.execute();
		expect(hours.map(({ weekday, opens, closes }) => `${weekday} ${opens} ${closes}`)).toEqual([
			'1 09:00:00 13:00:00',
			'2 09:00:00 13:00:00',
			'3 13:00:00 17:00:00',
			'4 09:00:00 13:00:00',
			'5 09:00:00 13:00:00',
		]);
	}
});

test('every reference service is described in four languages and covers the territory of its party', async () => {
	const { rows } = await sql<{ key: string; languages: number; areas: string[] }>`
		select origin_key as key, (select count(*)::int from service_text where service_id = service.id and description <> '') as languages,
			(select array_agg(area_code) from service_coverage where service_id = service.id) as areas
		from service order by 1`.execute(database.public);
	expect(rows.every(({ languages }) => languages === 4)).toBe(true);
	expect(Object.fromEntries(rows.map(({ key, areas }) => [key, areas.join()]))).toMatchObject({
		caprev: 'fwb',
		safe: '04000',
		safer: '63079',
		bravvo: '21004',
	});
});

test('an imaginary service is loaded whole, marked as imaginary, and can be found', async () => {
	seed([aRelay]);
	expect(await load(folder)).toEqual({ reference: 'unchanged', demonstration: 'loaded' });
	expect(await getService('relais-vesdre')).toMatchObject({
		imaginary: true,
		state: 'published',
		languages: ['fr', 'ar'],
		without_appointment: false,
		street: 'Rue Imaginaire 12',
		confirmed_on: '2026-09-14',
	});
	expect(await listMatches('relais-vesdre')).toEqual([
		'63000 relative listen',
		'63000 relative support_relative',
		'63079 relative listen',
		'63079 relative support_relative',
	]);
});

test('a service keeps its id and loses what its file no longer says', async () => {
	seed([aRelay]);
	await load(folder);
	const { id } = await getService('relais-vesdre');
	expect((await load(folder)).demonstration).toBe('unchanged');
	seed([{ ...aRelay, covers: ['63079'], needs: ['listen'], hours: [], phone: null }]);
	expect((await load(folder)).demonstration).toBe('loaded');
	expect(await getService('relais-vesdre')).toMatchObject({ id, state: 'published', phone: null });
	expect(await listMatches('relais-vesdre')).toEqual(['63079 relative listen']);
	expect(await database.public.selectFrom('service_hours').selectAll().where('service_id', '=', id).execute()).toEqual(
		[],
	);
});

test('a service gone from the files is removed, and without demonstration all imaginary ones are', async () => {
	seed([aRelay, { ...aRelay, id: 'second' }]);
	await load(folder);
	seed([aRelay]);
	await load(folder);
	await expect(getService('second')).rejects.toThrow();
	expect((await load(undefined)).demonstration).toBe('removed');
	await expect(getService('relais-vesdre')).rejects.toThrow();
	const origins = await database.public.selectFrom('organisation').select('origin').distinct().execute();
	expect(origins).toEqual([{ origin: 'reference' }]);
	expect((await load(folder)).demonstration).toBe('loaded');
});

test('an area that no file knows is refused, and nothing is written', async () => {
	seed([{ ...aRelay, covers: ['63999'] }]);
	await expect(load(folder)).rejects.toThrow(
		`"relais-vesdre" names the area "63999", which is neither in areas.csv nor in municipalities.csv.`,
	);
	await expect(getService('relais-vesdre')).rejects.toThrow();
});

test('the demonstration network of the house is accepted, and every service of it can be found', async () => {
	expect((await load('seed/network')).demonstration).toBe('loaded');
	const { rows } = await sql`select origin_key from service
		where imaginary and not exists (select from service_match where service_id = service.id)`.execute(database.public);
	expect(rows).toEqual([]);
});

test('what an organisation has edited stays as it is when files are loaded again; without the demonstration the imaginary goes', async () => {
	seed([aRelay, { ...aRelay, id: 'autre-relais' }]);
	await load(folder);
	const { id } = await getService(aRelay.id);
	await database.owner
		.updateTable('service')
		.set({ keeper: 'organisation', phone: '+3287000099' })
		.where('id', '=', id)
		.execute();
	seed([{ ...aRelay, id: 'autre-relais', phone: '+3287000055' }]);
	await load(folder);
	expect(await getService(aRelay.id)).toMatchObject({ id, phone: '+3287000099' });
	expect(await getService('autre-relais')).toMatchObject({ phone: '+3287000055' });
	await load(undefined);
	const left = await database.owner.selectFrom('service').select('id').where('imaginary', '=', true).execute();
	expect(left).toEqual([]);
});
