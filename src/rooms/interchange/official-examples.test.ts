import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { hasOfficialExamples, officialExamples } from '#house/testing/official-hsds.ts';
import type { HsdsObject } from '#rooms/directory/hsds.ts';
import { aFolder, readTables, readWhole, type ReadWhole } from './import.builder.ts';
import { FlatStore } from './private/writing/flat-store.ts';
import { flatten } from './private/writing/flatten.ts';
import { writeZip } from './private/writing/write-zip.ts';

type Example = HsdsObject & { contents?: HsdsObject[]; services?: HsdsObject[] };

function open(name: string): Example {
	return JSON.parse(readFileSync(join(officialExamples, name), 'utf8')) as Example;
}

function readExample(name: string): Promise<ReadWhole> {
	return readWhole({ from: 'file', path: join(officialExamples, name), name });
}

function readCsvFolder(): Record<string, string> {
	const files = globSync(join(officialExamples, 'csv', '*.csv'));
	return Object.fromEntries(files.map((file) => [basename(file), readFileSync(file, 'utf8')]));
}

/** What the package says of them, written as a package and read again. */
async function throughPackage(entities: ReadWhole['entities']): Promise<ReadWhole> {
	using folder = aFolder();
	using store = new FlatStore();
	for (const { kind, object } of entities) for (const row of flatten(kind, object)) store.add(row);
	const path = join(folder.path, 'package.zip');
	await writeZip(store, path, { modified: new Date(0) });
	return await readWhole({ from: 'file', path, name: 'package.zip' });
}

describe.skipIf(!hasOfficialExamples)(
	'of the official examples (skipped where they are not beside the checkout)',
	() => {
		test.each([
			['service_full.json', 'service'],
			['service_list.json', 'service'],
			['organization_list.json', 'organization'],
			['service_at_location_full.json', 'service_at_location'],
			['service_at_location_list.json', 'service_at_location'],
			['taxonomy.json', 'taxonomy'],
			['taxonomy_list.json', 'taxonomy'],
			['taxonomy_term.json', 'taxonomy_term'],
			['taxonomy_term_list.json', 'taxonomy_term'],
		] as const)('%s comes out as it is', async (name, kind) => {
			const given = open(name);
			const found = await readExample(name);
			expect(found.errors).toEqual([]);
			expect(found.objects(kind)).toEqual(given.contents ?? [given]);
			expect(found.entities).toHaveLength((given.contents ?? [given]).length);
		});

		test('organization_full.json comes out as an organisation and as its services, which say whose they are', async () => {
			const { services = [], ...organization } = open('organization_full.json');
			const found = await readExample('organization_full.json');
			expect(found.errors).toEqual([]);
			expect(found.objects('organization')).toEqual([organization]);
			expect(found.objects('service')).toEqual(
				services.map((service) => ({ organization_id: organization.id, ...service })),
			);
		});

		test.each(['base.json', 'location.json'])('%s is nothing that a feed lists, which is said', async (name) => {
			expect(await readExample(name)).toMatchObject({ entities: [], errors: ['no_thing'] });
		});

		test('each cell of the package is in what is read, or its row is named as one that belongs to nothing', async () => {
			const files = readCsvFolder();
			expect(Object.keys(files)).toHaveLength(24);
			const found = await readTables(files);
			const values = new Set(found.entities.flatMap(({ object }) => listValues(object)));
			const named = found.problems.map(({ place }) => `${place.file}:${place.line}`);
			for (const [name, text] of Object.entries(open('tabular.json')) as [string, unknown][]) {
				expect(text).toBeInstanceOf(Array);
				for (const row of text as Record<string, string | number>[]) {
					const missing = Object.entries(row).filter(
						([column, value]) =>
							!column.endsWith('_id') && value !== '' && !values.has(value) && !values.has(String(value)),
					);
					if (missing.length > 0) expect(named, `${name} ${JSON.stringify(missing)}`).toContain(`${name}:2`);
				}
			}
			expect(found.errors.every((code) => code === 'names_nothing')).toBe(true);
		});

		test('the package, with the references put right, is the nested service', async () => {
			const { files, service } = putRight();
			const found = await readTables(files);
			expect(found.errors).toEqual([]);
			// The tables have one thing more: what the nested example leaves out of its organisation.
			const [joined = { id: '' }] = found.objects('service');
			const { organization, ...rest } = joined;
			const { organization: expected, ...others } = service;
			expect(rest).toEqual(others);
			expect(organization).toEqual({ ...(expected as object), tax_id: 'tax_id' });
		});

		test('a package that was read, written and read again is the same', async () => {
			const found = await readTables(readCsvFolder());
			const again = await throughPackage(found.entities);
			expect(again.entities.map(({ kind, object }) => ({ kind, object }))).toEqual(
				found.entities.map(({ kind, object }) => ({ kind, object })),
			);
		});

		test('nested services and organisations, written as a package and read again, are the same', async () => {
			const service = await readExample('service_full.json');
			const again = await throughPackage(service.entities);
			expect(again.errors).toEqual([]);
			expect(again.objects('service')).toEqual([open('service_full.json')]);
		});
	},
);

function listValues(value: unknown): unknown[] {
	if (typeof value !== 'object' || value === null) return [value];
	return Object.values(value).flatMap((each) => listValues(each));
}

/** The tables name each other as the nested example nests them. */
function putRight(): { files: Record<string, string>; service: Example } {
	const service = open('service_full.json');
	const files = readCsvFolder();
	const organization = 'd9d5e0f5-d3ce-4f73-9a2f-4dd0ecc6c610';
	const serviceAtLocation = 'e94c9f38-1e8f-4564-91d4-d53501ab1765';
	const replace = (file: string, from: string, to: string) => {
		expect(files[file]).toContain(from);
		files[file] = (files[file] ?? '').replace(from, to);
	};
	replace('attributes.csv', 'f28dd44b-0c4d-479f-8e90-4c52219a8b3c', service.id);
	replace('contacts.csv', 'ae67a707-5893-4225-b0b1-320ab9cb596b', organization);
	replace('contacts.csv', '93eaf18d-1cd2-4ec7-bffb-3c9172ee5070', serviceAtLocation);
	replace('locations.csv', '985e4a42-bd9f-4edc-911d-0243a4640aca', organization);
	replace('metadata.csv', '38960354-e7d2-4cfa-a368-820f729d6ccf', service.id);
	replace('service_areas.csv', 'af69894e-7bed-11ef-a85c-07e0918a608c', serviceAtLocation);
	replace('service_capacity.csv', 'f75b808e-7bdb-11ef-afaa-ab00a77dc5c4', service.id);
	replace('service_capacity.csv', '187a37a2-7b40-11ef-9790-dbf7623d4407', '8896b788-7b3e-11ef-8db9-7f3d040352b3');
	replace('taxonomy_terms.csv', '07ff6aee-a219-438c-b694-d2fcb6c5373b', '5c4d79d7-cc55-470e-9f1f-8cad074e4892');
	files['url.csv'] = (files['url.csv'] ?? '')
		.replace('id,label,url', 'id,label,url,organization_id,service_id')
		.replace('https://example.org', `https://example.org,${organization},${service.id}`);
	return { files, service };
}
