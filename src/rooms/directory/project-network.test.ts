import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { actAs } from '#house/database/act-as.ts';
import { openPool } from '#house/database/pool.ts';
import { openPublicReader, type PublicReader } from '#house/database/public-reader.ts';
import { aDatabase } from '#house/testing/a-database.ts';
import { findHsdsDocument } from './find-hsds-document.server.ts';
import { readHsdsQuestion, type HsdsQuestion } from './hsds-question.ts';
import type { HsdsList } from './hsds.ts';
import { listHsdsDocuments } from './list-hsds-documents.server.ts';
import { projectNetwork } from './project-network.server.ts';
import { describeNeed } from './private/hsds/vocabulary.ts';
import { projectOrganisation } from './project-organisation.builder.ts';
import { projectServices } from './project-services.server.ts';
import { aService } from './service.builder.ts';
import type { Need } from './service.ts';
import { streamHsdsDocuments } from './stream-hsds-documents.server.ts';

const database = await aDatabase();
const pool = openPool(database.urls.public, { planOnce: true, max: 2, applicationName: 'maillage-test' });
const reader = openPublicReader(pool);
afterAll(() => pool.end());

const nowhere = { nisAreas: undefined, postcodeAreas: undefined, postalCodes: undefined };

function ask(name: HsdsList, parameters: Record<string, string> = {}): HsdsQuestion {
	const question = readHsdsQuestion(name, new URLSearchParams(parameters));
	if ('refused' in question) throw new Error(question.refused.reason);
	return question;
}

async function list(question: HsdsQuestion, known?: number) {
	const page = await listHsdsDocuments(reader, question, { where: nowhere, known });
	return 'unchanged' in page ? undefined : page;
}

async function listChanges(cursor: number): Promise<{ names: string[]; next: number }> {
	const page = await list(ask('services', { x_be_cursor: String(cursor) }));
	const items = JSON.parse(`[${page?.contents ?? ''}]`) as { name: string }[];
	return { names: items.map(({ name }) => name), next: page?.next ?? cursor };
}

const projectAll = () => database.owner.transaction().execute((tx) => projectNetwork(tx));

async function getOrganisation(serviceId: string): Promise<string> {
	const row = await database.owner
		.selectFrom('service')
		.select('organisation_id')
		.where('id', '=', serviceId)
		.executeTakeFirstOrThrow();
	return row.organisation_id;
}

async function expectCountsToHold(): Promise<void> {
	const { rows } = await sql`select f.kind, f.live, f.deleted from hsds_feed f except
		select kind, count(*) filter (where deleted_at is null), count(deleted_at) from hsds_document group by kind`.execute(
		database.owner,
	);
	expect(rows).toEqual([]);
}

test('what is loaded at the start is in the feed', async () => {
	expect(await list(ask('services'))).toMatchObject({ total: 10, size: 10 });
	expect(await list(ask('organizations'))).toMatchObject({ total: 9 });
	expect(await list(ask('taxonomy_terms'))).toMatchObject({ total: 14 });
	await expectCountsToHold();
});

test('projecting again changes nothing, not even a time', async () => {
	const before = await list(ask('services'));
	expect(await projectAll()).toBe(0);
	expect(await list(ask('services'))).toEqual(before);
});

test('a draft is not in the feed; published it is; archived it leaves a tombstone; published again it is back', async () => {
	const id = await aService('Passerelle').covering('63079').in('draft').saved(database.owner);
	const find = () => findHsdsDocument(reader, 'services', { id, withServices: false, known: undefined });
	const become = async (state: 'published' | 'archived') => {
		await database.owner.updateTable('service').set({ state }).where('id', '=', id).execute();
		return projectAll();
	};
	expect(await projectAll()).toBe(1);
	expect(await find()).toBeUndefined();
	expect(await become('published')).toBe(2);
	const first = await find();
	expect(first).toMatchObject({ body: expect.stringContaining('"Passerelle"') });
	expect(await become('archived')).toBe(2);
	expect(await find()).toBeUndefined();
	expect(await list(ask('services', { x_be_deleted: 'true' }))).toMatchObject({ total: 1 });
	expect(await list(ask('services', { x_be_deleted: 'true', search: 'passerelle' }))).toMatchObject({ total: 1 });
	await expectCountsToHold();
	await become('published');
	expect((await find())?.version).toBeGreaterThan(first?.version ?? Infinity);
	expect(await list(ask('services', { x_be_deleted: 'true' }))).toMatchObject({ total: 0 });
	await expectCountsToHold();
});

test('an organisation is found by what its services are about, and no longer by what none is about any more', async () => {
	const serviceId = await aService('Halte').answering('relative', 'listen').covering('63079').published(database.owner);
	await projectAll();
	const organisationId = await getOrganisation(serviceId);
	const isFoundBy = async (need: Need) => {
		const page = await list(ask('organizations', { taxonomy_term_id: describeNeed(need).id, per_page: '100' }));
		return page?.contents.includes(organisationId);
	};
	expect([await isFoundBy('listen'), await isFoundBy('school')]).toEqual([true, false]);
	await database.owner
		.updateTable('service')
		.set({ needs: ['school'] })
		.where('id', '=', serviceId)
		.execute();
	await database.owner.transaction().execute((tx) => projectServices(tx, { organisationId, serviceIds: [serviceId] }));
	expect([await isFoundBy('listen'), await isFoundBy('school')]).toEqual([false, true]);
	expect(await projectAll()).toBe(0);
});

test('an answer that the client still has is not looked for again', async () => {
	const page = await list(ask('services', { search: 'caprev' }));
	expect(page?.total).toBe(1);
	expect(await list(ask('services', { search: 'caprev' }), page?.version)).toBeUndefined();
	await aService('Neuf').covering('63079').published(database.owner);
	await projectAll();
	expect(await list(ask('services', { search: 'caprev' }), page?.version)).toMatchObject({ total: 1 });
});

test('a document taken in from elsewhere is left alone and comes out as it came in', async () => {
	const id = 'ac148810-d857-441c-9679-408f346de14b';
	const body = `{"id":"${id}","name":"Conseil","status":"active","strange":{"b":1.0,"a":[2,1]}}`;
	await sql`insert into hsds_document (kind, id, source, summary, body, words, fingerprint, last_modified, sequence)
		values ('service', ${id}::uuid, 'https://elsewhere.example', ${body}, ${body}, '', decode(repeat('11', 32), 'hex'), now(), 0)`.execute(
		database.owner,
	);
	await projectAll();
	const found = await findHsdsDocument(reader, 'services', { id, withServices: false, known: undefined });
	expect(found).toMatchObject({ body });
	await sql`delete from hsds_document where id = ${id}::uuid`.execute(database.owner);
	await expectCountsToHold();
});

describe('changes of two transactions at once', () => {
	let start: number;
	beforeEach(async () => {
		await projectAll();
		start = (await listChanges(0)).next;
	});

	test('come in the order of their commits: none is skipped by who asks in between', async () => {
		const [slow, quick] = await Promise.all([
			aService('Lente').covering('63079').published(database.owner),
			aService('Rapide').covering('63079').published(database.owner),
		]);
		const [ofSlow, ofQuick] = await Promise.all([getOrganisation(slow), getOrganisation(quick)]);
		const quickDone: string[] = [];
		let second: Promise<void> | undefined;
		// Both are the application on connections of its own, each for its organisation.
		await actAs(database.app, { organisationId: ofSlow }, async (tx) => {
			await projectOrganisation(tx, ofSlow);
			second = actAs(database.app, { organisationId: ofQuick }, (other) => projectOrganisation(other, ofQuick)).then(
				() => void quickDone.push('done'),
			);
			await sleep(300);
			// The second waits: what it writes comes after, and nobody sees it before.
			expect(quickDone).toEqual([]);
			expect((await listChanges(start)).names).toEqual([]);
		});
		await second;
		const { names, next } = await listChanges(start);
		expect(names).toEqual(['Lente', 'Rapide']);
		expect((await listChanges(next)).names).toEqual([]);
	});

	test('read all the while, each change is seen once and in order, whatever the delays', async () => {
		const numbers = Array.from({ length: 12 }, (_, index) => index);
		const organisations: string[] = [];
		for (const number of numbers) {
			const id = await aService(`Course ${number}`).covering('63079').published(database.owner);
			organisations.push(await getOrganisation(id));
		}
		let running = true;
		const seen: string[] = [];
		async function follow(): Promise<void> {
			let cursor = start;
			for (let last = false; ;) {
				const { names, next } = await listChanges(cursor);
				seen.push(...names);
				cursor = next;
				if (last) return;
				last = !running;
			}
		}
		const following = follow();
		await Promise.all(
			organisations.map((organisationId, number) =>
				actAs(database.app, { organisationId }, async (tx) => {
					await projectOrganisation(tx, organisationId);
					await sleep((number * 7) % 23);
				}),
			),
		);
		running = false;
		await following;
		expect(seen).toHaveLength(12);
		expect(new Set(seen)).toEqual(new Set(numbers.map((number) => `Course ${number}`)));
	});
});

test('staff write the documents of their own organisation alone', async () => {
	const [one, other] = [
		await getOrganisation(await aService('Une').covering('63079').published(database.owner)),
		await getOrganisation(await aService('Autre').covering('63079').published(database.owner)),
	];
	await expect(actAs(database.app, { organisationId: one }, (tx) => projectOrganisation(tx, other))).rejects.toThrow(
		'row-level security',
	);
	await projectAll();
	await actAs(database.app, { organisationId: one }, async (tx) => {
		const { numAffectedRows } =
			await sql`update hsds_document set summary = '{}' where organisation_id = ${other}::uuid`.execute(tx);
		expect(Number(numAffectedRows)).toBe(0);
	});
	await expect(sql`insert into hsds_feed values ('service', 1, 1, 1)`.execute(database.public)).rejects.toThrow(
		'permission denied',
	);
});

test('a demonstration that is taken away leaves tombstones', async () => {
	const id = await aService('Éphémère').covering('63079').published(database.owner);
	const organisation = await getOrganisation(id);
	await projectAll();
	await database.owner.deleteFrom('service').where('id', '=', id).execute();
	await database.owner.deleteFrom('organisation').where('id', '=', organisation).execute();
	await projectAll();
	const gone = await list(ask('organizations', { x_be_deleted: 'true', search: 'ephemere' }));
	expect(gone).toMatchObject({ total: 1, contents: expect.stringContaining('"x_be_deleted":true') });
	await expectCountsToHold();
});

test('lines are read as they are taken, and no more once nobody takes them', async () => {
	let reads = 0;
	const counting: PublicReader = {
		read(query) {
			reads += 1;
			return reader.read(query);
		},
	};
	for (let number = 0; number < 450; number += 1) {
		await sql`insert into hsds_document (kind, id, source, summary, body, words, fingerprint, last_modified, sequence)
			values ('taxonomy_term', gen_random_uuid(), 'test', '{"id":"x"}', '{"id":"x"}', '', decode(repeat('11', 32), 'hex'), now(), 0)`.execute(
			database.owner,
		);
	}
	const { total, pieces } = await streamHsdsDocuments(counting, ask('taxonomy_terms', { format: 'ndjson' }), nowhere);
	expect([total, reads]).toEqual([464, 1]);
	const first = await pieces.next();
	expect(String(first.value).split('\n')).toHaveLength(201);
	await sleep(50);
	expect(reads).toBe(2);
	await pieces.return();
	expect(await pieces.next()).toEqual({ done: true, value: undefined });
	expect(reads).toBe(2);
	const rest = await streamHsdsDocuments(reader, ask('taxonomy_terms', { format: 'ndjson' }), nowhere);
	let lines = 0;
	for await (const piece of rest.pieces) lines += piece.split('\n').length - 1;
	expect(lines).toBe(464);
});

test('whoever writes leaves no words waiting outside their index', async () => {
	const waiting = async () => {
		const { rows } = await sql<{ pages: number }>`select (gin_clean_pending_list('hsds_service_words')
			+ gin_clean_pending_list('hsds_organization_words'))::int as pages`.execute(database.owner);
		return rows[0]?.pages;
	};
	const id = await aService('Antenne').covering('63079').in('published').saved(database.owner);
	await projectAll();
	expect(await waiting()).toBe(0);
	await database.owner.updateTable('service').set({ phone: '+3287000000' }).where('id', '=', id).execute();
	const organisationId = await getOrganisation(id);
	await actAs(database.app, { organisationId }, (tx) => projectOrganisation(tx, organisationId));
	expect(await waiting()).toBe(0);
	expect(await list(ask('services', { search: 'antenne' }))).toMatchObject({ total: 1 });
	await database.owner.deleteFrom('service').where('id', '=', id).execute();
	await projectAll();
});
