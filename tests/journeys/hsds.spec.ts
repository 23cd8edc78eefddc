import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { hasOfficialSchemas, listOfficialFaults } from '#house/testing/official-hsds.ts';
import { projectOrganisation } from '#rooms/directory/project-organisation.builder.ts';
import { aFolder, readWhole } from '#rooms/interchange/import.builder.ts';
import { aService } from '#rooms/directory/service.builder.ts';
import {
	askLines,
	askOne,
	askPage,
	askProblem,
	base,
	listEmpty,
	lists,
	sortById,
	walk,
	write,
	type Item,
	type List,
} from './hsds.ts';
import { behindThePages } from './staff.ts';

const Loose = z.record(z.string(), z.unknown());
const ItemList = z.array(z.object({ id: z.string() }));
const read = async (url: string) => Loose.parse(await (await fetch(url)).json());

const officialOf: Record<List, { list: string; one: string[] }> = {
	services: { list: 'compiled/service_list.json', one: ['service.json', 'compiled/service_with_definitions.json'] },
	organizations: { list: 'compiled/organization_list.json', one: ['organization.json'] },
	// The published description of /service_at_locations/{id} points to the schema of a service: both hold.
	service_at_locations: {
		list: 'compiled/service_at_location_list.json',
		one: ['service_at_location.json', 'service.json'],
	},
	taxonomies: { list: 'taxonomy.json', one: ['taxonomy.json'] },
	taxonomy_terms: { list: 'taxonomy_term.json', one: ['taxonomy_term.json'] },
};

describe('the beginning', () => {
	test('says version and profile, and where the description is', async () => {
		const root = await read(base);
		expect(root).toMatchObject({ version: '3.1', profile: `${base}/profile`, openapi_url: `${base}/openapi.json` });
		expect(await read(`${base}/`)).toEqual(root);
		expect(String(root.description)).toContain('x_be_imaginary');
	});

	test('the description names every parameter that is read, and every path of it answers', async () => {
		const description = await read(`${base}/openapi.json`);
		expect(description.openapi).toBe('3.1.0');
		const paths = Object.keys(Loose.parse(description.paths));
		expect(paths).toEqual(['/', '/package.zip', ...lists.flatMap((list) => [`/${list}`, `/${list}/{id}`])]);
		for (const path of paths.filter((each) => !each.includes('{'))) expect((await fetch(base + path)).status).toBe(200);
		const text = JSON.stringify(description);
		const references = new Set([...text.matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, reference]) => reference ?? ''));
		for (const reference of references) {
			const found = reference.split('/').reduce<unknown>((part, key) => Loose.parse(part)[key], description);
			expect(found, reference).toBeDefined();
		}
	});

	test('the profile leads to its patches', async () => {
		const { patches } = await read(`${base}/profile`);
		const files = z.record(z.string(), z.url()).parse(patches);
		expect(Object.keys(files)).toContain('service');
		for (const file of Object.values(files)) {
			const { properties } = await read(file);
			expect(Object.keys(Loose.parse(properties)).every((name) => name.startsWith('x_be_'))).toBe(true);
		}
	});
});

describe.each(lists)('%s', (list) => {
	let summaries: Item[];
	let nested: Item[];
	beforeAll(async () => {
		summaries = await walk(list, {}, 7);
		nested = [];
		for (const { id } of summaries) nested.push(await askOne(list, id));
	});

	test('every page fits the others, and nothing comes twice', () => {
		expect(summaries.length).toBeGreaterThan(1);
		expect(new Set(summaries.map(({ id }) => id)).size).toBe(summaries.length);
	});

	test('past the end a page is empty', async () => {
		const page = await askPage(list, { page: 9_999_999 });
		expect(page).toMatchObject({
			empty: true,
			first_page: false,
			last_page: true,
			contents: [],
			page_number: 9_999_999,
		});
		expect(page.total_items).toBe(summaries.length);
	});

	test('lines are the pages', async () => {
		expect(await askLines(list)).toEqual(summaries);
		expect(await askLines(list, { page: 2, per_page: 3 })).toEqual(summaries);
	});

	test('full gives each as it stands at its own address; where nobody knows full, it is passed over', async () => {
		const hasNested = list !== 'taxonomies' && list !== 'taxonomy_terms';
		const whole = await walk(list, { full: true }, 40);
		expect(whole).toEqual(hasNested ? nested : summaries);
		expect(await askLines(list, { full: true })).toEqual(whole);
	});

	test('asked by POST it answers the same', async () => {
		const asked = { page: 1, per_page: 3 };
		const response = await fetch(write(`/${list}`), { method: 'POST', body: JSON.stringify(asked) });
		expect(await response.json()).toEqual(await askPage(list, asked));
		expect(await (await fetch(write(`/${list}`, asked), { method: 'POST' })).json()).toEqual(
			await askPage(list, asked),
		);
	});

	test('no field is null or empty', () => {
		expect([...summaries, ...nested].flatMap((item) => listEmpty(item, item.id))).toEqual([]);
	});

	test('is what our own schema says and, unless it was taken in from elsewhere, has no field that it does not tell of', async () => {
		const all = [...summaries, ...nested];
		const taken = await listTakenIn();
		expect(await listOwnFaults(list, all, { open: true })).toEqual([]);
		const own = all.filter((item) => !isOf(taken, item));
		expect(own.length).toBeGreaterThan(1);
		expect(await listOwnFaults(list, own)).toEqual([]);
	});

	test.skipIf(!hasOfficialSchemas)('is what the official schemas say (skipped where they are missing)', () => {
		const { list: schema, one } = officialOf[list];
		expect(summaries.flatMap((item) => listOfficialFaults(schema, item))).toEqual([]);
		expect(one.flatMap((each) => nested.flatMap((item) => listOfficialFaults(each, item)))).toEqual([]);
	});

	test('an answer holds as long as nothing changes', async () => {
		for (const url of [write(`/${list}`, { per_page: 2 }), write(`/${list}/${summaries[0]?.id}`)]) {
			const tag = (await fetch(url)).headers.get('etag') ?? '';
			expect(tag).toMatch(/^"[^"]+"$/);
			const again = await fetch(url, { headers: { 'if-none-match': `"other", ${tag}` } });
			expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', tag]);
			expect((await fetch(url, { headers: { 'if-none-match': '"other"' } })).status).toBe(200);
			const head = await fetch(url, { method: 'HEAD' });
			expect([head.status, head.headers.get('etag'), await head.text()]).toEqual([200, tag, '']);
		}
		const tags = await Promise.all(
			[1, 2].map(async (page) => (await fetch(write(`/${list}`, { page }))).headers.get('etag')),
		);
		expect(tags[0]).not.toBe(tags[1]);
	});

	test('any site may read it, and any method that is none of its own is refused', async () => {
		for (const url of [`${base}/${list}`, `${base}/${list}/${summaries[0]?.id}`]) {
			const answer = await fetch(url, { headers: { origin: 'https://elsewhere.example' } });
			expect(answer.headers.get('access-control-allow-origin')).toBe('*');
			expect(answer.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
			expect(answer.headers.get('access-control-expose-headers')).toContain('etag');
			const preflight = await fetch(url, { method: 'OPTIONS' });
			expect([preflight.status, preflight.headers.get('access-control-allow-origin')]).toEqual([204, '*']);
			const methods = preflight.headers.get('access-control-allow-methods');
			expect(methods).toBe(url.endsWith(list) ? 'GET, HEAD, POST, OPTIONS' : 'GET, HEAD, OPTIONS');
			const refused = await fetch(url, { method: 'DELETE' });
			expect(refused.status).toBe(405);
			expect(refused.headers.get('allow')).toContain('GET, HEAD');
		}
	});

	test('an id of nothing, or no id at all, is not found', async () => {
		for (const id of ['00000000-0000-4000-8000-000000000000', 'caprev', '%27'])
			expect(await askProblem(`/${list}/${id}`)).toMatchObject({ status: 404 });
	});

	test('a question that is no JSON object of values is refused', async () => {
		for (const body of ['{', '[1]', '"a"', '{"page":{}}', 'page=1'])
			expect(await askProblem(`/${list}`, { method: 'POST', body })).toMatchObject({ status: 400 });
	});
});

describe('malformed parameters', () => {
	const malformed: [name: string, values: string[], takenBy: readonly List[]][] = [
		['page', ['0', '-1', 'x', '1.5', '99999999999999999999'], lists],
		['per_page', ['0', '-5', 'many'], lists],
		['format', ['xml', 'JSON'], lists],
		['search', ['a'.repeat(201)], lists],
		['taxonomy_term_id', ['listen', '1'], ['services', 'organizations', 'service_at_locations']],
		['taxonomy_id', ['need'], ['services', 'organizations', 'service_at_locations', 'taxonomy_terms']],
		['organization_id', ['verviers'], ['services', 'service_at_locations']],
		[
			'modified_after',
			['yesterday', '2026-02-31', '2026-13-01', '2026-01-01T25:00:00Z'],
			['services', 'service_at_locations'],
		],
		['minimal', ['yes'], ['services']],
		['full', ['2'], ['services', 'organizations', 'service_at_locations']],
		['full_service', ['on'], ['organizations']],
		['postcode', ['verviers', '480'], ['service_at_locations']],
		['proximity', ['far', '5000'], ['service_at_locations']],
		['top_only', ['top'], ['taxonomy_terms']],
		['parent_id', ['need'], ['taxonomy_terms']],
		['x_be_nis', ['4800', 'verviers'], ['services', 'service_at_locations']],
		['x_be_deleted', ['gone'], lists],
		['x_be_cursor', ['-1', 'x'], lists],
	];

	test.each(malformed)('%s is named where it is taken, and passed over elsewhere', async (name, values, takenBy) => {
		for (const list of lists) {
			for (const value of values) {
				const path = `/${list}?${new URLSearchParams({ [name]: value })}`;
				if (takenBy.includes(list))
					expect(await askProblem(path), path).toMatchObject({ status: 400, parameter: name });
				else expect((await fetch(base + path)).status, path).toBe(200);
			}
		}
	});

	test('whatever is asked, the answer is one, a refusal or nothing, never a failure', async () => {
		const names = [...malformed.map(([name]) => name), '__proto__', 'x'];
		const value = fc.oneof(
			fc.string({ unit: 'grapheme', maxLength: 12 }),
			fc.constantFrom('0', '1', 'true', '63079', '4800', "'", ':*'),
		);
		const query = fc.array(fc.tuple(fc.constantFrom(...names), value), { maxLength: 4 });
		const path = fc.constantFrom(
			...lists,
			'services/x',
			'organizations/1',
			'schema/x',
			'profile/__proto__',
			'constructor',
		);
		await fc.assert(
			fc.asyncProperty(path, query, async (where, parameters) => {
				const response = await fetch(`${base}/${where}?${new URLSearchParams(parameters)}`);
				await response.text();
				expect([200, 400, 404]).toContain(response.status);
			}),
			{ numRuns: 400 },
		);
	});

	test('given twice is malformed too; unknown ones are passed over', async () => {
		expect(await askProblem('/services?page=1&page=2')).toMatchObject({ status: 400, parameter: 'page' });
		expect(await askPage('services', { unheard_of: 1, per_page: 2 })).toEqual(
			await askPage('services', { per_page: 2 }),
		);
	});

	test('an address that cannot be read, and one of nothing, are told so in the language of programs', async () => {
		expect(await askProblem('/services?search=%ff')).toMatchObject({ status: 400 });
		expect(await askProblem(`/services?search=${'a'.repeat(3000)}`)).toMatchObject({ status: 400 });
		expect(await askProblem('/serviceses')).toMatchObject({ status: 404 });
		expect(await askProblem('/schema/nothing.json')).toMatchObject({ status: 404 });
		expect(await askProblem('/profile/nothing.json')).toMatchObject({ status: 404 });
	});
});

describe('filters', () => {
	let services: Item[];
	beforeAll(async () => void (services = await askLines('services', { full: true })));

	const has = (value: unknown, wanted: string) => JSON.stringify(value ?? '').includes(`"${wanted}"`);
	const ids = (items: Item[]) => items.map(({ id }) => id);

	test('by organization, term and taxonomy narrow the lists down, together more than alone', async () => {
		const [first] = services;
		const organizationId = String(first?.organization_id);
		const ofIt = services.filter((service) => service.organization_id === organizationId);
		expect(ids(await walk('services', { organization_id: organizationId }, 3))).toEqual(ids(ofIt));
		const terms = await walk('taxonomy_terms', {}, 5);
		const term = terms.find(({ code }) => code === 'listen')?.id ?? '';
		const listening = services.filter((service) => has(service.attributes, term));
		expect(listening.length).toBeGreaterThan(3);
		expect(ids(await walk('services', { taxonomy_term_id: term }, 10))).toEqual(ids(listening));
		const both = { taxonomy_term_id: term.toUpperCase(), organization_id: organizationId };
		expect(ids(await askLines('services', both))).toEqual(ids(ofIt.filter((service) => has(service.attributes, term))));
		// Whoever is named by such a service, and whoever publishes one on behalf of another.
		const organizations = await askLines('organizations', { taxonomy_term_id: term, full: true });
		const named = new Set(listening.map((service) => String(service.organization_id)));
		expect(ids(organizations)).toEqual(expect.arrayContaining([...named]));
		const listed = new Set(ids(listening));
		const others = organizations.filter(({ id }) => !named.has(id));
		expect(others.filter(({ services: theirs }) => !ItemList.parse(theirs).some(({ id }) => listed.has(id)))).toEqual(
			[],
		);
		const [taxonomy] = await walk('taxonomies', { search: 'pour quoi' }, 5);
		expect(ids(await askLines('services', { taxonomy_id: taxonomy?.id ?? '' }))).toEqual(
			ids(services.filter((service) => has(service.attributes, taxonomy?.id ?? ''))),
		);
		const ofTaxonomy = await walk('taxonomy_terms', { taxonomy_id: taxonomy?.id ?? '', top_only: true }, 50);
		expect(ofTaxonomy).toHaveLength(10);
		expect(await walk('taxonomy_terms', { parent_id: term }, 50)).toEqual([]);
	});

	test('by place gives what covers the commune, near or wide', async () => {
		const found = await askLines('services', { x_be_nis: '63079' });
		const kinds = new Set(found.flatMap(({ x_be_nis, x_be_communities }) => [x_be_nis, x_be_communities].flat()));
		for (const code of ['63079', '03000', 'fwb']) expect(kinds).toContain(code);
		expect(kinds).not.toContain('21012');
		expect(await askPage('services', { x_be_nis: '99999' })).toMatchObject({ total_items: 0 });
		const codes = (await askLines('services', { x_be_nis: '21012' })).map(({ name }) => name);
		expect(codes).toContain('Service de prévention');
	});

	test('by words goes by beginnings, without accents and case, in every language', async () => {
		const caprev = services.filter(({ name }) => String(name).startsWith('CAPREV'));
		expect(caprev).toHaveLength(1);
		for (const search of ['caprev', 'CAPR', 'câprev', 'caprev federation', 'wallonie-bruxelles capr'])
			expect(ids(await askLines('services', { search }))).toEqual(expect.arrayContaining(ids(caprev)));
		expect(await askPage('services', { search: 'caprev zorglub' })).toMatchObject({ total_items: 0 });
		expect(await askPage('services', { search: '!?' })).toMatchObject({ total_items: 0 });
		expect(await askPage('services', { search: "' & \\ | !( :*" })).toMatchObject({ total_items: 0 });
		const narrow = await askLines('services', { search: 'ecoute', x_be_nis: '63079' });
		expect(narrow.length).toBeGreaterThan(0);
		expect(narrow.length).toBeLessThan((await askLines('services', { search: 'ecoute' })).length);
	});

	test('by postcode and distance gives places', async () => {
		const all = await askLines('service_at_locations', { full: true });
		const near = await askLines('service_at_locations', { postcode: '4800', proximity: 100_000 });
		const here = await askLines('service_at_locations', { postcode: '4800', proximity: 0 });
		expect(here.length).toBeGreaterThan(0);
		expect(near.length).toBeGreaterThan(here.length);
		expect(near.length).toBeLessThan(all.length);
		for (const place of here) expect(JSON.stringify(place)).toContain('Verviers');
		expect(await askPage('service_at_locations', { postcode: '9999' })).toMatchObject({ total_items: 0 });
	});

	test('minimal gives ids and times alone, all at once', async () => {
		const page = await askPage('services', { minimal: true });
		expect(page.contents).toEqual(services.map(({ id, last_modified }) => ({ id, last_modified })));
		expect(await askLines('services', { minimal: true })).toEqual(page.contents);
	});

	test('organizations come with their services whole when asked', async () => {
		const [organization] = await walk('organizations', { search: 'verviers', full_service: true }, 50);
		const own = services.filter(({ organization_id }) => organization_id === organization?.id);
		expect(own.length).toBeGreaterThan(0);
		expect(organization?.services).toEqual(own);
		expect(await askOne('organizations', organization?.id ?? '', { full_service: true })).toEqual(organization);
		expect(await askLines('organizations', { search: 'verviers', full_service: true })).toContainEqual(organization);
		expect((await askOne('organizations', organization?.id ?? '')).services).toEqual(
			own.map(({ id, name, status }) => ({ id, name, status })),
		);
	});
});

describe('changes', () => {
	const owner = behindThePages();
	async function project(serviceId: string): Promise<void> {
		const { organisation_id: id } = await owner
			.selectFrom('service')
			.select('organisation_id')
			.where('id', '=', serviceId)
			.executeTakeFirstOrThrow();
		await owner.transaction().execute((tx) => projectOrganisation(tx, id));
	}

	test('a copy kept by the cursor is the feed: what comes, what changes and what goes', async () => {
		const copy = new Map<string, Item>();
		let cursor = 0;
		async function catchUp(perPage: number): Promise<number> {
			let seen = 0;
			for (;;) {
				const page = await askPage('services', { x_be_cursor: cursor, per_page: perPage });
				for (const item of page.contents) {
					if (item.x_be_deleted === true) copy.delete(item.id);
					else copy.set(item.id, item);
				}
				seen += page.size;
				expect(page.x_be_cursor).toBeGreaterThanOrEqual(cursor);
				cursor = page.x_be_cursor ?? cursor;
				if (page.last_page) return seen;
			}
		}
		await catchUp(20);
		expect(sortById([...copy.values()])).toEqual(await askLines('services'));
		expect(await catchUp(20)).toBe(0);

		const before = new Date().toISOString();
		const tag = (await fetch(write('/services'))).headers.get('etag') ?? '';
		const id = await aService('Zorglub').answering('relative', 'listen').covering('63079').published(owner);
		await project(id);
		expect((await fetch(write('/services'), { headers: { 'if-none-match': tag } })).status).toBe(200);
		expect(await askPage('services', { modified_after: before })).toMatchObject({ total_items: 1, contents: [{ id }] });
		expect(await askPage('services', { modified_after: before, search: 'zorglub' })).toMatchObject({ total_items: 1 });
		expect(await askPage('services', { modified_after: before, search: 'caprev' })).toMatchObject({ total_items: 0 });
		expect(await catchUp(20)).toBe(1);

		await project(id);
		expect(await catchUp(20)).toBe(0);

		await owner.updateTable('service').set({ state: 'archived' }).where('id', '=', id).execute();
		await project(id);
		expect(await askProblem(`/services/${id}`)).toMatchObject({ status: 404 });
		const gone = await askPage('services', { modified_after: before, x_be_deleted: true });
		expect(gone.contents).toEqual([expect.objectContaining({ id, status: 'defunct', x_be_deleted: true })]);
		expect(gone.contents.flatMap((item) => listOfficialFaults('service.json', item))).toEqual([]);
		expect((await askPage('services', { modified_after: before })).total_items).toBe(0);
		expect(await catchUp(20)).toBe(1);
		expect(copy.has(id)).toBe(false);
		expect(sortById([...copy.values()])).toEqual(await askLines('services'));
		const lines = await fetch(write('/services', { x_be_cursor: 0, format: 'ndjson' }));
		expect(Number(lines.headers.get('x-be-cursor'))).toBeGreaterThanOrEqual(cursor);
		expect((await lines.text()).split('\n').filter((line) => line.includes(id))).toHaveLength(1);
	});
});

/** The ids of what other journeys took in: it comes out as it was given. */
async function listTakenIn(): Promise<Set<string>> {
	const owner = behindThePages();
	const services = await owner.selectFrom('service_import').select('service_id as id').execute();
	const along = await owner.selectFrom('imported_document').select('id').execute();
	return new Set([...services, ...along].map(({ id }) => id));
}

/** Itself, or what stands within it. */
function isOf(ids: Set<string>, { id, service_id: serviceId, service }: Item): boolean {
	const within = Loose.safeParse(service).data?.id;
	return [id, serviceId, within].some((each) => typeof each === 'string' && ids.has(each));
}

/** Why objects are not what the schemas under /schema say; unless open, with every object closed to fields they do not name. */
async function listOwnFaults(list: List, items: Item[], { open = false } = {}): Promise<string[]> {
	const ajv = new Ajv2020({ strict: false, allErrors: true });
	formats.default(ajv);
	const { components } = await read(`${base}/openapi.json`);
	const entities = Object.keys(Loose.parse(Loose.parse(components).schemas)).filter(
		(name) => !['page', 'problem'].includes(name),
	);
	for (const name of entities)
		ajv.addSchema({ ...(await read(`${base}/schema/${name}.json`)), additionalProperties: open });
	const singular = list === 'taxonomies' ? 'taxonomy' : list.slice(0, -1);
	const validate = ajv.getSchema(`${base}/schema/${singular}.json`);
	expect(validate).toBeDefined();
	return items.flatMap((item) =>
		validate?.(item) === true
			? []
			: (validate?.errors ?? []).map((error) => `${error.instancePath} ${JSON.stringify(error.params)}`),
	);
}

describe('the package', () => {
	const address = `${base}/package.zip`;

	test('is what the feed gives, read by the same reader that reads what comes from elsewhere', async () => {
		const response = await fetch(address);
		expect(response.status).toBe(200);
		expect(Object.fromEntries(response.headers)).toMatchObject({
			'content-type': 'application/zip',
			'access-control-allow-origin': '*',
			'content-disposition': 'attachment; filename="hsds-package.zip"',
			'last-modified': expect.stringMatching(/GMT$/) as string,
		});
		using folder = aFolder();
		const path = folder.write('p.zip', Buffer.from(await response.arrayBuffer()));
		const found = await readWhole({ from: 'file', path, name: 'p.zip' });
		expect(found.errors).toEqual([]);
		for (const [list, kind] of [
			['services', 'service'],
			['organizations', 'organization'],
		] as const) {
			const given = await askLines(list, { full: true });
			expect(found.objects(kind).map(({ id, name }) => [id, name])).toEqual(given.map(({ id, name }) => [id, name]));
		}
	});

	test('is not sent again to whoever has it, and answers HEAD and other methods as the lists do', async () => {
		const { headers } = await fetch(address, { method: 'HEAD' });
		const etag = headers.get('etag') ?? '';
		expect((await fetch(address, { headers: { 'if-none-match': etag } })).status).toBe(304);
		expect(Number(headers.get('content-length'))).toBeGreaterThan(1000);
		expect((await fetch(address, { method: 'POST' })).status).toBe(405);
	});

	test('reads as a live feed too, line by line, and nothing of it is lost', async () => {
		const found = await readWhole({ from: 'feed', url: base, allowPrivateAddresses: true });
		expect(found.errors).toEqual([]);
		const given = await askLines('services', { full: true });
		expect(found.objects('service')).toEqual(given);
	});
});
