import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { openPool } from '#house/database/pool.ts';
import { openPublicReader } from '#house/database/public-reader.ts';
import { aDatabase } from '#house/testing/a-database.ts';
import { findHsdsState } from '#rooms/directory/find-hsds-state.server.ts';
import { readHsdsQuestion } from '#rooms/directory/hsds-question.ts';
import { hsdsLists, type HsdsList, type HsdsObject, type Json } from '#rooms/directory/hsds.ts';
import { projectNetwork } from '#rooms/directory/project-network.server.ts';
import { aService } from '#rooms/directory/service.builder.ts';
import { streamHsdsDocuments } from '#rooms/directory/stream-hsds-documents.server.ts';
import { findPackage } from './find-package.server.ts';
import { aFolder, readWhole } from './import.builder.ts';
import { getNesting } from './private/nesting.ts';
import type { TableName } from './private/tables.ts';
import { writePackage } from './write-package.server.ts';

const database = await aDatabase();
const pool = openPool(database.urls.public, { planOnce: true, max: 2, applicationName: 'maillage-test' });
const reader = openPublicReader(pool);
afterAll(() => pool.end());

const projectAll = () => database.owner.transaction().execute((tx) => projectNetwork(tx));
const nowhere = { nisAreas: undefined, postcodeAreas: undefined, postalCodes: undefined };

async function listDocuments(list: HsdsList): Promise<HsdsObject[]> {
	const question = readHsdsQuestion(list, new URLSearchParams({ full: 'true', format: 'ndjson' }));
	if ('refused' in question) throw new Error(question.refused.reason);
	const { pieces } = await streamHsdsDocuments(reader, question, nowhere);
	const text = (await Array.fromAsync(pieces)).join('');
	return text
		.split('\n')
		.filter((line) => line !== '')
		.map((line) => JSON.parse(line) as HsdsObject);
}

/** Where something stands says what its column would: the tables do not keep both, and services come by themselves. */
function withoutRepetition(table: TableName, object: HsdsObject): HsdsObject {
	const { many, one } = getNesting(table);
	const kept: HsdsObject = { id: object.id };
	for (const [name, value] of Object.entries(object)) {
		const list = many.find(({ field }) => field === name);
		const single = one.find(({ field }) => field === name);
		const isSaid = one.some(({ field, column }) => column === name && object[field] !== undefined);
		if (isSaid || (table === 'organization' && name === 'services')) continue;
		if (list !== undefined && Array.isArray(value)) {
			kept[name] = value.map((item): Json => {
				const { [list.column]: _, ...rest } = withoutRepetition(list.table, item as HsdsObject);
				return rest;
			});
		} else if (single !== undefined) kept[name] = withoutRepetition(single.table, value as HsdsObject);
		else kept[name] = value;
	}
	return kept;
}

describe('the package of the open feed', () => {
	test('read again by the import, is each document of the feed, with what this house adds', async () => {
		await aService('=1+1; "Écoute"').answering('relative', 'listen').covering('63079').published(database.owner);
		await projectAll();
		using folder = aFolder();
		const path = join(folder.path, 'p.zip');
		await writePackage(reader, path);
		const found = await readWhole({ from: 'file', path, name: 'p.zip' });
		expect(found.errors).toEqual([]);
		for (const list of ['taxonomies', 'taxonomy_terms', 'organizations', 'services'] as const) {
			const kind = hsdsLists[list];
			const given = (await listDocuments(list)).map((object) => withoutRepetition(kind, object));
			expect(given.length).toBeGreaterThan(0);
			expect(found.objects(kind)).toEqual(given);
		}
	});

	test('is written once for a state of the feed, however many ask, and again after a change', async () => {
		using folder = aFolder();
		const exports = join(folder.path, 'exports');
		const state = await findHsdsState(reader);
		const [first, second] = await Promise.all([
			findPackage(reader, state, exports),
			findPackage(reader, state, exports),
		]);
		expect(second).toEqual(first);
		expect(first.bytes).toBe(statSync(first.path).size);
		const written = statSync(first.path).ino;
		await findPackage(reader, state, exports);
		expect(statSync(first.path).ino).toBe(written);
		await aService('Another').published(database.owner);
		await projectAll();
		const changed = await findHsdsState(reader);
		expect(changed?.version).toBeGreaterThan(state?.version ?? 0);
		const next = await findPackage(reader, changed, exports);
		expect(readdirSync(exports)).toEqual([next.path.slice(exports.length + 1)]);
	});

	test('is described by a datapackage.json that names each column', async () => {
		using folder = aFolder();
		const path = join(folder.path, 'p.zip');
		await writePackage(reader, path);
		const text = readFileSync(path);
		expect(text.includes('datapackage.json')).toBe(true);
		expect(text.includes('service_at_location.csv')).toBe(true);
	});
});
