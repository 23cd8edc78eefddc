import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { languages } from '#house/language/language.ts';
import { openPlaces } from '#rooms/orientation/find-places.server.ts';
import { aFolder, readContent, readTables, readWhole } from './import.builder.ts';
import { readImport } from './read-import.server.ts';
import { spreadsheetFields } from './spreadsheet-fields.ts';

beforeAll(() => openPlaces(resolve('reference')));

const service = '11111111-1111-4111-8111-111111111111';
const location = '22222222-2222-4222-8222-222222222222';
const other = '33333333-3333-4333-8333-333333333333';
const line = (id: string, name = 'Écoute') => JSON.stringify({ id, name, status: 'active' });
const services = (rows: string, header = 'id,name,status') => ({ 'services.csv': `${header}\n${rows}\n` });

describe('JSON', () => {
	test('a list, a page of HSDS, lines and a single service are told apart by what stands in them', async () => {
		const forms = [
			`[${line(service)},${line(other)}]`,
			`{"total_items":2,"contents":[${line(service)},\n${line(other)}],"last_page":true}`,
			`${line(service)}\n${line(other)}\n`,
			`\uFEFF[${line(service)},${line(other)}]`,
		];
		for (const form of forms) {
			const found = await readContent('anything.txt', form);
			expect(found.problems).toEqual([]);
			expect(found.entities.map(({ object }) => object.id)).toEqual([service, other]);
		}
		expect((await readContent('x', line(service))).entities).toHaveLength(1);
	});

	test('what is broken is named by line and column', async () => {
		const found = await readContent('a.json', `[${line(service)},\n\n{"id": "x",, }]`);
		expect(found.problems).toMatchObject([{ code: 'broken_json', place: { file: 'a.json', line: 3, column: 12 } }]);
		const bytes = Buffer.from(`[${line(service)},\n{"name":"Caf\xe9"}]`, 'latin1');
		expect((await readContent('a.json', bytes)).problems.at(-1)).toMatchObject({
			code: 'broken_utf8',
			place: { line: 1 },
		});
		expect(await readContent('a.json', `[${line(service)},\n{"id"`)).toMatchObject({ errors: ['json_ends'] });
		expect(await readContent('a.json', '['.repeat(1000))).toMatchObject({ errors: ['too_deep'] });
		expect(await readContent('a.json', ' \n ')).toMatchObject({ errors: ['nothing_inside'] });
		expect(await readContent('a.json', '[1, "a"]')).toMatchObject({ errors: ['no_thing', 'no_thing'] });
	});

	test('an id that appears twice is an error that names the first', async () => {
		const found = await readContent('a.ndjson', `${line(service)}\n${line(other)}\n${line(service, 'Autre')}\n`);
		expect(found.problems).toMatchObject([{ code: 'duplicate_id', values: { line: 1 }, place: { line: 3 } }]);
	});

	test('null and "" are left out wherever they stand, and what is wrong deep inside is named by its path', async () => {
		const given = {
			id: service,
			name: 'A',
			status: 'active',
			email: '',
			alert: null,
			x_be_names: { fr: 'A', nl: '', de: null },
			phones: [{ id: other, number: '+3287000012', extension: 'x', languages: null }],
		};
		const found = await readContent('a.json', JSON.stringify(given));
		expect(found.objects('service')).toEqual([
			{
				id: service,
				name: 'A',
				status: 'active',
				x_be_names: { fr: 'A' },
				phones: [{ id: other, number: '+3287000012', extension: 'x' }],
			},
		]);
		expect(found.problems).toMatchObject([{ code: 'broken_number', place: { column: 'phones[0].extension' } }]);
	});

	test('a field named __proto__ changes nothing', async () => {
		const text = `{"id":"${service}","name":"A","status":"active","__proto__":{"polluted":true}}`;
		const [object] = (await readContent('a.json', text)).objects('service');
		expect(object?.polluted).toBeUndefined();
	});
});

describe('ids', () => {
	test('that are no UUID are derived from the source, the same each time, and what they were is kept', async () => {
		const files = {
			...services('s1,Écoute,active,o1', 'id,name,status,organization_id'),
			'organizations.csv': 'id,name,description\no1,Maison,Une maison\n',
			'attributes.csv': 'id,link_id,link_entity,value\na1,s1,service,x\n',
		};
		const [first, second, third] = [await readTables(files), await readTables(files), await readTables(files, 'other')];
		const [object] = first.objects('service');
		expect(object?.x_be_source_id).toBe('s1');
		expect(object?.organization).toMatchObject({ name: 'Maison', x_be_source_id: 'o1' });
		expect(object?.attributes).toMatchObject([{ value: 'x' }]);
		expect(second.objects('service')).toEqual(first.objects('service'));
		expect(third.objects('service')[0]?.id).not.toBe(object?.id);
		expect(first.errors).toEqual([]);
		expect(first.notices).toContain('id_derived');
	});
});

describe('tables', () => {
	test('a reference to nothing is an error with its file, line and column, and its value is kept', async () => {
		const found = await readTables(services(`${service},A,active,${other}`, 'id,name,status,organization_id'));
		const place = { file: 'services.csv', line: 2, column: 'organization_id' };
		expect(found.problems).toMatchObject([{ severity: 'error', code: 'names_nothing', place }]);
		expect(found.objects('service')).toMatchObject([{ organization_id: other }]);
	});

	test('an id may stand twice only for the same thing in another place', async () => {
		const files = services(`${service},A,active\n${other},B,active`);
		const twice = `${location},${service},+3287000012\n${location},${other},+3287000012`;
		const kept = await readTables({ ...files, 'phones.csv': `id,service_id,number\n${twice}\n` });
		expect(kept.errors).toEqual([]);
		expect(kept.objects('service').map(({ phones }) => phones)).toEqual([
			[{ id: location, number: '+3287000012' }],
			[{ id: location, number: '+3287000012' }],
		]);
		const wrong = await readTables(services(`${service},A,active\n${service},B,active`));
		expect(wrong.problems).toMatchObject([{ code: 'duplicate_id', values: { line: 2 }, place: { line: 3 } }]);
	});

	test('lines are counted through quoted line ends of every kind', async () => {
		const rows = `${service},"A\r\nB\nC",active\r\n${other},D,nowhere`;
		const found = await readTables(services(rows));
		expect(found.problems).toMatchObject([{ code: 'unknown_choice', place: { line: 5, column: 'status' } }]);
		expect(found.objects('service')[0]?.name).toBe('A\r\nB\nC');
	});

	test('common names of files, folders within the package and what systems add are understood', async () => {
		const found = await readTables({
			'hsds/Service.CSV': `id,name,status\n${service},A,active\n`,
			'hsds/service_at_locations.csv': `id,service_id,location_id\n${other},${service},${location}\n`,
			'hsds/location.csv': `id,location_type\n${location},physical\n`,
			'__MACOSX/._services.csv': 'x',
			'datapackage.json': '{}',
			'notes.csv': 'a,b\n',
		});
		expect(found.problems).toMatchObject(
			[{ code: 'file_not_read', place: { file: 'hsds/notes.csv' } }].map(() => ({ code: 'file_not_read' })),
		);
		expect(found.objects('service')).toMatchObject([{ service_at_locations: [{ location: { id: location } }] }]);
	});

	test.each([
		['broken_quotes', `id,name,status\n${service},A,active\n${other},"B,active\n`, 2],
		['broken_quotes', `id,name,status\n${service},"A"x,active\n`, 2],
		['missing_column', 'name,status\nA,active\n', 1],
		['duplicate_column', `id,name,name,status\n${service},A,B,active\n`, 1],
		['missing_field', `id,name,status\n${service},,active\n`, 2],
		['too_many_cells', `id,name,status\n${service},A,active,more\n`, 2],
		['broken_date', `id,name,status,assured_date\n${service},A,active,2026-02-30\n`, 2],
		['broken_number', `id,name,status,minimum_age\n${service},A,active,douze\n`, 2],
		['too_long', `id,name,status\n${service},${'a'.repeat(50_001)},active\n`, 2],
	])('%s is said with its line', async (code, text, at) => {
		const found = await readTables({ 'services.csv': text });
		expect(found.errors).toContain(code);
		expect(found.problems.find((each) => each.code === code)?.place.line).toBeGreaterThanOrEqual(at);
	});

	test('a column that HSDS does not know is kept and told once', async () => {
		const found = await readTables(services(`${service},A,active,x\n${other},B,active,y`, 'id,name,status,colour'));
		expect(found.notices).toEqual(['unknown_field']);
		expect(found.objects('service').map(({ colour }) => colour)).toEqual(['x', 'y']);
	});
});

describe('dirt', () => {
	const dirty = 'Échec à l’école «été» œuvre';
	const rows = (name: string) => `id;name;status\r\n${service};${name};active\r\n`;

	test.each([
		['UTF-8', Buffer.from(rows(dirty))],
		['UTF-8 with its mark', Buffer.from(`\uFEFF${rows(dirty)}`)],
		['UTF-16', Buffer.from(`\uFEFF${rows(dirty)}`, 'utf16le')],
	])('%s is read', async (_name, bytes) => {
		expect((await readTables({ 'services.csv': bytes })).objects('service')).toMatchObject([{ name: dirty }]);
	});

	test('CP1252 and CP850 are told apart by their letters', async () => {
		const windows = Buffer.from(rows('Caf\xe9 \xe0 l\x92\xe9t\xe9'), 'latin1');
		expect((await readTables({ 'services.csv': windows })).objects('service')).toMatchObject([
			{ name: 'Café à l’été' },
		]);
		const screen = Buffer.from(rows('Caf\x82 \x85 l\x27\x82t\x82 \x80'), 'latin1');
		expect((await readTables({ 'services.csv': screen })).objects('service')).toMatchObject([
			{ name: "Café à l'été Ç" },
		]);
	});

	test('damaged UTF-8 is refused at its line, rather than read as something else', async () => {
		const text = Buffer.concat([Buffer.from(rows('Été à léché')), Buffer.from([0xc3]), Buffer.from(';x;y\n')]);
		const found = await readTables({ 'services.csv': text });
		expect(found.problems).toMatchObject([
			{ code: 'broken_utf8', place: { file: 'services.csv', line: 3, column: 1 } },
		]);
	});

	test.each([';', ',', '\t'])('cells divided by %j are found', async (delimiter) => {
		const text = `id;name;status\n${service};"A;B,C\tD";active\n`.replaceAll(/;(?=name|status|"|active)/g, delimiter);
		expect((await readTables({ 'services.csv': text })).objects('service')).toMatchObject([{ name: 'A;B,C\tD' }]);
	});

	test.each([
		['0800/111.72', '+3280011172'],
		['0800.111.72', '+3280011172'],
		['04/223.45.67', '+3242234567'],
		['0032 87 12 34 56', '+3287123456'],
		['+32 87 12 34 56', '+32 87 12 34 56'],
		['+3287123456', '+3287123456'],
		['1712', '1712'],
	])('the number %s becomes %s', async (was, is) => {
		const given = { id: service, name: 'A', status: 'active', phones: [{ id: other, number: was }] };
		const found = await readContent('a.json', JSON.stringify(given));
		expect(found.objects('service')).toMatchObject([{ phones: [{ number: is }] }]);
		expect(found.notices).toEqual(was === is ? [] : ['tidied']);
	});

	test('a number that nobody understands stays, which is said', async () => {
		const given = { id: service, name: 'A', status: 'active', phones: [{ id: other, number: 'sur demande' }] };
		const found = await readContent('a.json', JSON.stringify(given));
		expect(found.objects('service')).toMatchObject([{ phones: [{ number: 'sur demande' }] }]);
		expect(found.notices).toEqual(['phone_not_understood']);
	});

	test.each([
		['LIEGE', '4000', 'Liège'],
		['L’ESCAILLERE', '6464', "L'Escaillère"],
		['LIEGE', '4800', 'LIEGE'],
		['Liege', '4000', 'Liege'],
	])('the town %s at %s becomes %s', async (city, postal_code, is) => {
		const address = { id: other, address_1: 'Rue', city, state_province: 'Liège', postal_code, country: 'BE' };
		const place = { id: location, location_type: 'physical', addresses: [{ ...address, address_type: 'physical' }] };
		const given = { id: service, name: 'A', status: 'active', service_at_locations: [{ id: other, location: place }] };
		const found = await readContent('a.json', JSON.stringify(given));
		expect(found.objects('service')).toMatchObject([
			{ service_at_locations: [{ location: { addresses: [{ city: is }] } }] },
		]);
	});

	test.each([
		['9h30', '09:30'],
		['9u', '09:00'],
		['9 Uhr 30', '09:30'],
		['09:30', '09:30'],
		['10:00:00', '10:00:00'],
		['25:00', undefined],
	])('the time %s becomes %s', async (was, is) => {
		const given = { id: service, name: 'A', status: 'active', schedules: [{ id: other, opens_at: was }] };
		const found = await readContent('a.json', JSON.stringify(given));
		expect(found.errors).toEqual(is === undefined ? ['broken_time'] : []);
		expect(found.objects('service')).toMatchObject([{ schedules: [{ opens_at: is ?? was }] }]);
	});

	test('a Belgian date is read with the day first, and characters that no text has are removed', async () => {
		const given = { id: service, name: 'A\u0000\u0007B', status: 'Active ', assured_date: '3/12/2025' };
		const found = await readContent('a.json', JSON.stringify(given));
		expect(found.objects('service')).toEqual([
			{ id: service, name: 'AB', status: 'active', assured_date: '2025-12-03' },
		]);
		expect(found.notices.toSorted()).toEqual(['control_characters', 'tidied', 'tidied']);
	});
});

describe('what waits on disk', () => {
	// A place of its own: others read at the same time.
	const place = aFolder();
	const before = process.env.TMPDIR;
	beforeAll(() => {
		process.env.TMPDIR = place.path;
	});
	afterAll(() => {
		if (before === undefined) delete process.env.TMPDIR;
		else process.env.TMPDIR = before;
		place[Symbol.dispose]();
	});
	const waiting = () => globSync(join(place.path, 'maillage-??????', 'reading.sqlite'));

	test('is gone when the reader stops early, and when it is aborted', async () => {
		using folder = aFolder();
		folder.write('services.csv', `id,name,status\n${service},A,active\n${other},B,active\n`);
		const input = { from: 'folder', path: folder.path, name: 'p' } as const;
		for await (const found of readImport(input, { name: 't' }, new AbortController().signal)) {
			expect(waiting()).toHaveLength(1);
			if ('entity' in found) break;
		}
		expect(waiting()).toEqual([]);
		const stop = new AbortController();
		const reading = async () => {
			for await (const found of readImport(input, { name: 't' }, stop.signal)) if ('progress' in found) stop.abort();
		};
		await expect(reading()).rejects.toThrow(/abort/i);
		expect(waiting()).toEqual([]);
	});

	test('a file that is not there is a surprise, not a problem of the import', async () => {
		await expect(readWhole({ from: 'file', path: '/nowhere/at.all', name: 'x' })).rejects.toThrow(/ENOENT/);
	});
});

test('each problem and each field of a spreadsheet has its text in every language', () => {
	const source = globSync('src/rooms/interchange/**/*.ts', { exclude: ['**/*.test.ts', '**/*.builder.ts'] })
		.map((file) => readFileSync(file, 'utf8'))
		.join('\n');
	const written = source.matchAll(
		/(?:[.](?:error|notice)[(]|Unreadable[(]|code: |[?] |: )'([a-z]+_[a-z_0-9]+|tidied)'/g,
	);
	const keys = Object.keys(readMessages('en'));
	const codes = new Set([...written].map(([, code = '']) => `problem_${code}`).filter((key) => keys.includes(key)));
	expect(codes.size).toBeGreaterThan(50);
	const called = [...source.matchAll(/(?:[.](?:error|notice)[(]|Unreadable[(])'([a-z_0-9]+)'/g)];
	for (const language of languages) {
		const known = Object.keys(readMessages(language));
		for (const [, code = ''] of called) expect(known).toContain(`problem_${code}`);
		for (const field of spreadsheetFields) expect(known).toContain(`column_${field}`);
	}
});

function readMessages(language: string): Record<string, string> {
	return JSON.parse(readFileSync(`src/rooms/interchange/messages/${language}.json`, 'utf8')) as Record<string, string>;
}
