import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { openPool } from '#house/database/pool.ts';
import { openPublicReader } from '#house/database/public-reader.ts';
import { aDatabase } from '#house/testing/a-database.ts';
import { anOrganisation } from '#house/testing/an-organisation.ts';
import { editService } from '#rooms/directory/edit-service.server.ts';
import { findHsdsDocument } from '#rooms/directory/find-hsds-document.server.ts';
import { findOwnService } from '#rooms/directory/find-own-service.server.ts';
import { readHsdsQuestion } from '#rooms/directory/hsds-question.ts';
import type { HsdsList, HsdsObject } from '#rooms/directory/hsds.ts';
import { ownTerms } from '#rooms/directory/hsds.builder.ts';
import { listHsdsDocuments } from '#rooms/directory/list-hsds-documents.server.ts';
import { aColleague, type Colleague } from '#rooms/identity/colleague.builder.ts';
import { beginImport } from './begin-import.server.ts';
import { cancelImport } from './cancel-import.server.ts';
import { carryOutImport } from './carry-out-import.server.ts';
import { carryOutPublishing } from './carry-out-publishing.server.ts';
import { checkImport } from './check-import.server.ts';
import { eraseImports } from './erase-imports.server.ts';
import { findImport } from './find-import.server.ts';
import { listImports } from './list-imports.server.ts';
import { beginRun } from './private/begin-run.ts';
import { openHand } from './private/hand.ts';
import { publishImport } from './publish-import.server.ts';
import { restartImport } from './restart-import.server.ts';
import { takeInImport } from './take-in-import.server.ts';

const { owner, app, urls } = await aDatabase();
const pool = openPool(urls.public, { max: 2, applicationName: 'test' });
const reader = openPublicReader(pool);
const folder = mkdtempSync(join(tmpdir(), 'maillage-import-'));
afterAll(async () => {
	await pool.end();
	rmSync(folder, { recursive: true });
});
const never = new AbortController().signal;
const examples = resolve(process.env.HSDS_DIR ?? '../shared/data/hsds', 'examples');

let organisationId: string;
let alix: Colleague;
let bo: Colleague;
let stranger: Colleague;

beforeAll(async () => {
	organisationId = await anOrganisation(owner, 'Commune d’essai');
	alix = await aColleague(owner, { organisationId, role: 'organisation_administrator', name: 'Alix' });
	bo = await aColleague(owner, { organisationId, role: 'coordinator', name: 'Bo' });
	stranger = await aColleague(owner, {
		organisationId: await anOrganisation(owner, 'Autre commune'),
		role: 'organisation_administrator',
	});
});

let files = 0;

function aFile(services: object[]): { from: 'file'; path: string; name: string } {
	const path = join(folder, `${++files}.ndjson`);
	writeFileSync(path, services.map((service) => JSON.stringify(service)).join('\n'));
	return { from: 'file', path, name: 'services.ndjson' };
}

let made = 0;

/** A service as others give it, with what publishing needs. */
function aGiven(fields: object = {}): HsdsObject {
	const number = String(++made).padStart(12, '0');
	return {
		id: `5e21c000-0000-4000-8000-${number}`,
		name: `Service ${made}`,
		description: 'Nous écoutons.',
		status: 'active',
		email: 'accueil@service.example',
		interpretation_services: 'Langue des signes',
		phones: [{ id: `5e21c001-0000-4000-8000-${number}`, number: '+3287123456', extension: 12 }],
		service_areas: [{ id: `5e21c002-0000-4000-8000-${number}`, name: 'Verviers', extent_type: 'text' }],
		schedules: [
			{
				id: `5e21c003-0000-4000-8000-${number}`,
				freq: 'WEEKLY',
				byday: 'MO,TU',
				opens_at: '09:00',
				closes_at: '12:00',
			},
			{ id: `5e21c004-0000-4000-8000-${number}`, freq: 'MONTHLY', bymonthday: '1' },
		],
		attributes: ownTerms.map((term, index) => ({
			id: `5e21c01${index}-0000-4000-8000-${number}`,
			link_entity: 'service',
			taxonomy_term: { id: term.id, name: 'Terme', description: 'Un terme' },
		})),
		...fields,
	};
}

const hand = (colleague: Colleague = alix) => openHand(app, { organisationId, personId: colleague.signedIn.personId });

async function begin(source: string, services: object[]): Promise<string> {
	const wish = { organisationId, source, input: aFile(services), language: 'fr', coverageByPostalCode: false } as const;
	const begun = await beginImport(app, alix.signedIn, { ...wish, needsMapping: false });
	if ('refused' in begun) throw new Error(begun.refused);
	return begun.runId;
}

async function check(source: string, services: object[]): Promise<string> {
	const runId = await begin(source, services);
	await checkImport(hand(), runId, { signal: never });
	return runId;
}

const no = { overwrite: false, archiveMissing: false };

async function take(source: string, services: object[], wish = no): Promise<string> {
	const runId = await check(source, services);
	expect((await look(runId, 'errors')).report.problems).toEqual([]);
	expect(await takeInImport(app, alix.signedIn, { organisationId, runId, ...wish })).toEqual({ taking: true });
	await carryOutImport(hand(), runId);
	return runId;
}

async function publish(source: string, services: object[]): Promise<string> {
	const runId = await take(source, services);
	expect(await publishImport(app, bo.signedIn, { organisationId, runId })).toEqual({ publishing: true });
	const { personId } = bo.signedIn;
	await carryOutPublishing(openHand(app, { organisationId, personId, role: 'coordinator' }), runId);
	return runId;
}

/** By the operator: public at once. */
async function takeAsOperator(source: string, services: object[]): Promise<void> {
	const wish = { organisationId, source, input: aFile(services), language: 'fr', coverageByPostalCode: false } as const;
	const begun = { ...wish, personId: null, imaginary: false, needsMapping: false };
	const runId = (await owner.transaction().execute((tx) => beginRun(tx, begun))) ?? '';
	const operator = openHand(owner, { organisationId, personId: null });
	expect(await checkImport(operator, runId, { signal: never })).toBe('checked');
	await sql`update import_run set state = 'taking' where id = ${runId}`.execute(owner);
	await carryOutImport(operator, runId, { publish: true });
}

function aPlace(street: string): HsdsObject {
	const address = {
		id: crypto.randomUUID(),
		address_1: street,
		city: 'Verviers',
		state_province: 'Liège',
		country: 'BE',
		postal_code: '4800',
		address_type: 'physical',
	};
	const location = { id: crypto.randomUUID(), location_type: 'physical', addresses: [address] };
	return { id: crypto.randomUUID(), location };
}

async function look(runId: string, list?: 'errors' | 'notices' | 'kept' | 'gone' | 'incomplete' | 'duplicates') {
	const found = await findImport(app, alix.signedIn, { organisationId, runId, question: { list, page: 1 } });
	if ('refused' in found) throw new Error(found.refused);
	return found;
}

async function readFeed(list: HsdsList, id: string): Promise<HsdsObject | undefined> {
	const found = await findHsdsDocument(reader, list, { id, withServices: false, known: undefined });
	return found === undefined || !('body' in found) ? undefined : (JSON.parse(found.body) as HsdsObject);
}

async function listIds(list: HsdsList, parameters: Record<string, string>): Promise<string[]> {
	const question = readHsdsQuestion(list, new URLSearchParams({ ...parameters, per_page: '100' }));
	if ('refused' in question) throw new Error(question.refused.reason);
	const where = { nisAreas: undefined, postcodeAreas: undefined, postalCodes: undefined };
	const page = await listHsdsDocuments(reader, question, { where, known: undefined });
	return 'contents' in page ? (JSON.parse(`[${page.contents}]`) as HsdsObject[]).map(({ id }) => id) : [];
}

async function seek(serviceId: string) {
	const found = await findOwnService(app, alix.signedIn, { organisationId, serviceId });
	return 'refused' in found ? undefined : found.service;
}

async function rename(serviceId: string, name: string): Promise<void> {
	const { version } = (await seek(serviceId)) ?? { version: 0 };
	const wish = { organisationId, serviceId, section: 'identity' as const, version, stillRight: [] };
	await editService(app, alix.signedIn, { ...wish, edit: { texts: { fr: { name } } } });
}

/** The fields of what was given that come out otherwise. */
function listLost(given: HsdsObject, out: HsdsObject | undefined): string[] {
	return Object.keys(given).filter((field) => JSON.stringify(out?.[field]) !== JSON.stringify(given[field]));
}

describe('a first import', () => {
	test('says what it would do and writes nothing', async () => {
		const given = [aGiven(), aGiven()];
		const runId = await check('premiere', given);
		const { run } = await look(runId);
		expect(run).toMatchObject({ state: 'checked', counts: { services: 2, new: 2, errors: 0, gone: 0 } });
		expect(await seek(given[0]?.id ?? '')).toBeUndefined();
		const { report } = await look(runId, 'notices');
		expect(report.problems).toMatchObject([{ code: 'hours_kept_as_given', line: 1 }, { line: 2 }]);
		await cancelImport(app, alix.signedIn, { organisationId, runId });
	});

	test('becomes services with the id they had, submitted by the importer, understood as far as they can be', async () => {
		const given = aGiven();
		const bare = aGiven({ attributes: undefined });
		const runId = await take('comprise', [given, bare]);
		expect((await look(runId)).run.counts).toMatchObject({ added: 2, submitted: 1, incomplete: 1 });
		expect(await seek(given.id)).toMatchObject({
			state: 'in_review',
			submittedBy: alix.signedIn.personId,
			record: {
				phone: '+3287123456',
				coverage: ['63079'],
				audiences: ['relative'],
				needs: ['listen'],
				hours: [{ weekday: 1, opens: '09:00', closes: '12:00' }, { weekday: 2 }],
			},
		});
		expect(await seek(bare.id)).toMatchObject({ state: 'draft', record: { needs: [] } });
	});

	test('is published by another person in one act, and comes out of the feed as it was given', async () => {
		const given = aGiven({ last_modified: '2023-03-15T10:30:45.123Z' });
		const runId = await take('publiee', [given]);
		const own = { organisationId, runId };
		expect(await publishImport(app, alix.signedIn, own)).toEqual({ refused: 'own_import' });
		expect(await readFeed('services', given.id)).toBeUndefined();
		expect(await findImport(app, bo.signedIn, { ...own, question: { list: undefined, page: 1 } })).toMatchObject({
			mayPublish: true,
			mayImport: false,
		});
		expect(await publishImport(app, bo.signedIn, own)).toEqual({ publishing: true });
		const { personId } = bo.signedIn;
		expect(await carryOutPublishing(openHand(app, { organisationId, personId, role: 'coordinator' }), runId)).toBe(1);
		const out = await readFeed('services', given.id);
		expect(listLost(given, out)).toEqual(['last_modified']);
		expect(out).toMatchObject({ x_be_source_last_modified: given.last_modified, x_be_nis: ['63079'] });
		expect(await publishImport(app, bo.signedIn, own)).toEqual({ refused: 'other_state' });
		const acts = await owner
			.selectFrom('audit_entry')
			.select('act')
			.where('object', '=', `import:${runId}`)
			.orderBy('number')
			.execute();
		expect(acts.map(({ act }) => act)).toEqual(['import.checked', 'import.taken', 'import.published']);
	});

	test('the organization it names is found by what the service is about, as long as that is published', async () => {
		const organization = {
			id: '5e21c006-0000-4000-8000-000000000001',
			name: 'Les Écouteurs',
			description: 'Une ASBL.',
		};
		const term = { id: '5e21c007-0000-4000-8000-000000000001', name: 'Écoute', description: 'Leur mot à eux.' };
		const attribute = { id: '5e21c008-0000-4000-8000-000000000001', link_entity: 'service', taxonomy_term: term };
		const plain = aGiven({ organization });
		const attributes = [...(plain.attributes as HsdsObject[]), attribute];
		await publish('nommee', [{ ...plain, attributes }]);
		expect(await listIds('organizations', { taxonomy_term_id: term.id })).toContain(organization.id);
		await take('nommee', [plain]);
		expect(await listIds('organizations', { taxonomy_term_id: term.id })).toEqual([]);
	});

	test('the database itself refuses the one who took it in', async () => {
		const runId = await take('refusee', [aGiven()]);
		const publishing = sql`update import_run set published_by = person_id where id = ${runId}`.execute(owner);
		await expect(publishing).rejects.toMatchObject({ code: '23514' });
	});
});

describe('the same again', () => {
	test('changes nothing', async () => {
		const given = [aGiven(), aGiven()];
		await publish('encore', given);
		const before = await seek(given[0]?.id ?? '');
		const runId = await take('encore', given);
		expect((await look(runId)).run.counts).toMatchObject({ unchanged: 2, added: 0, rewritten: 0 });
		expect(await seek(given[0]?.id ?? '')).toEqual(before);
	});

	test('what changed is written, in the place of what was, and the public reads it', async () => {
		const given = aGiven();
		await publish('modifiee', [given]);
		const next = { ...given, name: 'Un autre nom', email: 'autre@service.example' };
		const runId = await take('modifiee', [next]);
		expect((await look(runId)).run.counts).toMatchObject({ changed: 1, rewritten: 1, left: 0 });
		expect(await seek(given.id)).toMatchObject({ state: 'published', record: { email: 'autre@service.example' } });
		expect(listLost(next, await readFeed('services', given.id))).toEqual([]);
	});

	test('what was edited here since is kept, unless it is ticked', async () => {
		const given = aGiven();
		await publish('editee', [given]);
		await rename(given.id, 'Notre nom');
		const out = await readFeed('services', given.id);
		expect(listLost(given, out)).toEqual(['name']);
		expect(out?.name).toBe('Notre nom');
		const next = { ...given, name: 'Leur nom' };
		const kept = await take('editee', [next]);
		expect((await look(kept, 'kept')).report.services).toMatchObject([{ id: given.id }]);
		expect((await seek(given.id))?.record.texts.fr.name).toBe('Notre nom');
		await take('editee', [next], { ...no, overwrite: true });
		expect((await seek(given.id))?.record.texts.fr.name).toBe('Leur nom');
		expect(listLost(next, await readFeed('services', given.id))).toEqual([]);
	});

	test('an address that was made confidential here stays so, also where what was edited here is overwritten', async () => {
		const given = aGiven({ service_at_locations: [aPlace('Rue Cachée 7')] });
		await publish('cachee', [given]);
		expect(JSON.stringify(await readFeed('services', given.id))).toContain('Rue Cachée');
		const { version } = (await seek(given.id)) ?? { version: 0 };
		const wish = { organisationId, serviceId: given.id, section: 'address' as const, version, stillRight: [] };
		const edit = { fields: { confidentialAddress: true } };
		expect(await editService(app, alix.signedIn, { ...wish, edit })).not.toHaveProperty('refused');
		for (const name of ['Leur nom', 'Leur autre nom']) {
			await take('cachee', [{ ...given, name }], { ...no, overwrite: true });
			const { rows } = await sql<{
				body: string;
			}>`select body::text from hsds_document where organisation_id = ${organisationId}
				and body::text like '%Cachée%'`.execute(owner);
			expect(rows).toEqual([]);
			expect(await readFeed('services', given.id)).toMatchObject({
				name,
				interpretation_services: 'Langue des signes',
			});
		}
	});

	test('a place that goes over from one service to another is still a place', async () => {
		const place = aPlace('Rue du Pont 1');
		const [old, moved] = [aGiven({ service_at_locations: [place] }), aGiven({ service_at_locations: [place] })];
		await takeAsOperator('lieu', [old]);
		await takeAsOperator('lieu', [{ ...old, service_at_locations: undefined }, moved]);
		expect(await readFeed('service_at_locations', place.id)).toMatchObject({ service: { id: moved.id } });
	});

	test('what is no longer given is listed, and archived where that is ticked, with a tombstone', async () => {
		const [one, two] = [aGiven(), aGiven()];
		await publish('partie', [one, two]);
		const listed = await take('partie', [one]);
		expect((await look(listed, 'gone')).report.services).toMatchObject([{ id: two.id, name: two.name }]);
		expect((await seek(two.id))?.state).toBe('published');
		await take('partie', [one], { ...no, archiveMissing: true });
		expect((await seek(two.id))?.state).toBe('archived');
		expect(await readFeed('services', two.id)).toBeUndefined();
		const tombstone = await owner
			.selectFrom('hsds_document')
			.select('body')
			.where('id', '=', two.id)
			.executeTakeFirstOrThrow();
		expect(JSON.parse(tombstone.body)).toMatchObject({ status: 'defunct', x_be_deleted: true });
	});
});

describe('all or nothing', () => {
	test('a failure in the middle leaves nothing, and the run can be taken in again', async () => {
		const given = Array.from({ length: 5 }, () => aGiven());
		const runId = await check('milieu', given);
		await takeInImport(app, alix.signedIn, { organisationId, runId, ...no });
		await sql`update import_item set content = replace(content, 'Service', 'Panne') where run_id = ${runId} and number = 4`.execute(
			owner,
		);
		await sql`create function break_it() returns trigger language plpgsql as 'begin if new.name like ''Panne%'' then raise exception ''broken''; end if; return new; end'`.execute(
			owner,
		);
		await sql`create trigger break_it before insert on service_text for each row execute function break_it()`.execute(
			owner,
		);
		await expect(carryOutImport(hand(), runId)).rejects.toThrow('broken');
		await sql`drop trigger break_it on service_text`.execute(owner);
		for (const { id } of given) expect(await seek(id)).toBeUndefined();
		await carryOutImport(hand(), runId);
		expect((await look(runId)).run).toMatchObject({ state: 'taken', counts: { added: 5 } });
	});

	test('cancelled in the middle, nothing was written', async () => {
		const given = Array.from({ length: 320 }, () => aGiven());
		const runId = await check('arret', given);
		await takeInImport(app, alix.signedIn, { organisationId, runId, ...no });
		const mine = hand();
		let transactions = 0;
		// The second transaction tells how far it has come: that is the moment somebody cancels.
		const interrupted: typeof mine = {
			...mine,
			act: async (work) => {
				if (++transactions === 2) {
					expect(await cancelImport(app, alix.signedIn, { organisationId, runId })).toEqual({ cancelled: true });
				}
				return mine.act(work);
			},
		};
		expect(await carryOutImport(interrupted, runId)).toBeUndefined();
		expect(await seek(given[0]?.id ?? '')).toBeUndefined();
		expect((await look(runId)).run.state).toBe('cancelled');
		expect(await cancelImport(app, alix.signedIn, { organisationId, runId })).toEqual({ refused: 'other_state' });
	});

	test('cancelled while it is read, it is read no further', async () => {
		const runId = await begin(
			'lecture',
			Array.from({ length: 1600 }, () => aGiven()),
		);
		let read = 0;
		async function* slowly() {
			for (let index = 0; index < 1600; index++) {
				read += 1;
				if (index === 450) await cancelImport(app, alix.signedIn, { organisationId, runId });
				yield { entity: { kind: 'service' as const, object: aGiven(), place: { file: 'f', line: index + 1 } } };
			}
		}
		expect(await checkImport(hand(), runId, { signal: never, read: slowly })).toBe('cancelled');
		// No further than what was being read while the transaction that learnt of it was at work.
		expect(read).toBeLessThanOrEqual(1200);
	});
});

describe('two at once', () => {
	test('one import of a source at a time, another source meanwhile', async () => {
		const runId = await begin('une-a-la-fois', [aGiven()]);
		const wish = {
			organisationId,
			input: aFile([aGiven()]),
			language: 'fr',
			coverageByPostalCode: false,
			needsMapping: false,
		} as const;
		expect(await beginImport(app, alix.signedIn, { ...wish, source: 'une-a-la-fois' })).toEqual({
			refused: 'under_way',
		});
		expect(await beginImport(app, alix.signedIn, { ...wish, source: 'une-autre' })).toMatchObject({
			runId: expect.any(String),
		});
		await cancelImport(app, alix.signedIn, { organisationId, runId });
		expect(await beginImport(app, alix.signedIn, { ...wish, source: 'une-a-la-fois' })).toMatchObject({
			runId: expect.any(String),
		});
	});

	test('of two who take it in at once, the second is refused', async () => {
		const runId = await check('deux-mains', [aGiven()]);
		const cleo = await aColleague(owner, { organisationId, role: 'organisation_administrator', name: 'Cléo' });
		const both = await Promise.all(
			[alix, cleo].map(({ signedIn }) => takeInImport(app, signedIn, { organisationId, runId, ...no })),
		);
		expect(both).toContainEqual({ taking: true });
		expect(both).toContainEqual({ refused: 'other_state' });
	});

	test('what a process that died has left can be begun again', async () => {
		const given = [aGiven()];
		const runId = await begin('morte', given);
		expect(await restartImport(app, alix.signedIn, { organisationId, runId })).toEqual({ refused: 'other_state' });
		await sql`update import_run set seen_at = now() - interval '3 minutes' where id = ${runId}`.execute(owner);
		expect(await restartImport(app, alix.signedIn, { organisationId, runId })).toEqual({ restarted: true });
		expect(await checkImport(hand(), runId, { signal: never })).toBe('checked');
	});
});

describe('whoever works on a run says so', () => {
	const feedLock = 4205111504;
	const patience = { timeout: 20_000 };
	const goesSilent = (runId: string) =>
		sql`update import_run set seen_at = now() - interval '3 minutes' where id = ${runId}`.execute(owner);
	const isHeard = async (runId: string) => (await look(runId)).run.silentFor < 100;

	/** While someone else changes the open feed, which the work comes to wait for. */
	async function whileTheFeedIsTaken(work: () => Promise<unknown>, meanwhile: () => Promise<void>): Promise<void> {
		const release = Promise.withResolvers<void>();
		const held = Promise.withResolvers<void>();
		const holding = owner.transaction().execute(async (tx) => {
			await sql`select pg_advisory_xact_lock(${feedLock})`.execute(tx);
			held.resolve();
			await release.promise;
		});
		await held.promise;
		const working = work();
		try {
			await vi.waitFor(async () => {
				const { rows } = await sql`select from pg_locks where locktype = 'advisory' and not granted
					and database = (select oid from pg_database where datname = current_database())`.execute(owner);
				expect(rows).toHaveLength(1);
			}, patience);
			await meanwhile();
		} finally {
			release.resolve();
			await Promise.all([holding, working]);
		}
	}

	test('while it waits for the open feed: it is not taken for one that died, and cannot be begun again', async () => {
		const given = aGiven();
		await publish('entendue', [given]);
		const runId = await check('entendue', [{ ...given, name: 'Un autre nom' }]);
		await takeInImport(app, alix.signedIn, { organisationId, runId, ...no });
		await whileTheFeedIsTaken(
			() => carryOutImport(hand(), runId, { everyMilliseconds: 20 }),
			async () => {
				await goesSilent(runId);
				await vi.waitFor(async () => expect(await isHeard(runId)).toBe(true), patience);
				expect(await restartImport(app, alix.signedIn, { organisationId, runId })).toEqual({ refused: 'other_state' });
			},
		);
		expect((await look(runId)).run).toMatchObject({ state: 'taken', counts: { rewritten: 1 } });
	});

	test('while it is published', async () => {
		const runId = await take('entendue-publiee', [aGiven()]);
		await publishImport(app, bo.signedIn, { organisationId, runId });
		const publisher = openHand(app, { organisationId, personId: bo.signedIn.personId, role: 'coordinator' });
		await whileTheFeedIsTaken(
			() => carryOutPublishing(publisher, runId, { everyMilliseconds: 20 }),
			async () => {
				await goesSilent(runId);
				await vi.waitFor(async () => expect(await isHeard(runId)).toBe(true), patience);
			},
		);
	});

	test('while a feed gives nothing', async () => {
		const runId = await begin('lente', [aGiven()]);
		const goOn = Promise.withResolvers<void>();
		async function* slowly() {
			await goOn.promise;
			yield { entity: { kind: 'service' as const, object: aGiven(), place: { file: 'f', line: 1 } } };
		}
		const checking = checkImport(hand(), runId, { signal: never, read: slowly, everyMilliseconds: 20 });
		await goesSilent(runId);
		await vi.waitFor(async () => expect(await isHeard(runId)).toBe(true), patience);
		goOn.resolve();
		expect(await checking).toBe('checked');
	});
});

describe('the boundary', () => {
	test('another organisation sees nothing of a run, and can do nothing with it', async () => {
		const runId = await check('a-nous', [aGiven()]);
		const theirs = { organisationId: stranger.organisationId, runId };
		const person = stranger.signedIn;
		const unknown = { refused: 'unknown' };
		for (const own of [theirs, { organisationId, runId }]) {
			expect(await findImport(app, person, { ...own, question: { list: 'new', page: 1 } })).toEqual(unknown);
			expect(await takeInImport(app, person, { ...own, ...no })).toEqual(unknown);
			expect(await cancelImport(app, person, own)).toEqual(unknown);
			expect(await publishImport(app, person, own)).toEqual(unknown);
			expect(await restartImport(app, person, own)).toEqual(unknown);
		}
		expect(await listImports(app, person, { organisationId, page: 1 })).toEqual(unknown);
		expect(await listImports(app, person, { organisationId: stranger.organisationId, page: 1 })).toMatchObject({
			runs: [],
		});
	});

	test('a coordinator reads and publishes, but takes nothing in', async () => {
		const runId = await check('coordination', [aGiven()]);
		expect(await takeInImport(app, bo.signedIn, { organisationId, runId, ...no })).toEqual({ refused: 'unknown' });
		expect(await listImports(app, bo.signedIn, { organisationId, page: 1 })).toMatchObject({ mayImport: false });
	});

	test('an id that is a service of somebody else is an error with its line, and keeps all from being taken in', async () => {
		const given = aGiven();
		await publish('proprietaire', [given]);
		const wish = {
			organisationId: stranger.organisationId,
			source: 'voleuse',
			language: 'fr',
			coverageByPostalCode: false,
		} as const;
		const begun = await beginImport(app, stranger.signedIn, {
			...wish,
			input: aFile([aGiven(), given]),
			needsMapping: false,
		});
		const runId = 'runId' in begun ? begun.runId : '';
		const theirs = openHand(app, { organisationId: stranger.organisationId, personId: stranger.signedIn.personId });
		expect(await checkImport(theirs, runId, { signal: never })).toBe('failed');
		const question = { list: undefined, page: 1 };
		const found = await findImport(app, stranger.signedIn, {
			organisationId: stranger.organisationId,
			runId,
			question,
		});
		expect(found).toMatchObject({
			report: { problems: [{ code: 'taken_elsewhere', file: 'services.ndjson', line: 2 }] },
		});
		const own = { organisationId: stranger.organisationId, runId };
		expect(await takeInImport(app, stranger.signedIn, { ...own, ...no })).toEqual({ refused: 'other_state' });
	});
});

describe('what is published already is proposed as the same by the rule of the page for entries that stand there twice', () => {
	const place = (street: string) => ({ service_at_locations: [aPlace(street)] });
	const area = (name: string) => ({ service_areas: [{ id: crypto.randomUUID(), name, extent_type: 'text' }] });
	const phone = (number: string) => ({ phones: [{ id: crypto.randomUUID(), number }] });
	const none = { phones: undefined, url: undefined, email: undefined };
	const elsewhere = { ...none, ...area('Eupen') };
	const known = aGiven({
		...none,
		name: 'Point d’écoute des Récollets',
		url: 'https://point.example/',
		...phone('087 99 88 77'),
		...place('Rue de la Grappe 4'),
	});
	beforeAll(() => publish('connue', [known]));

	test('of another organisation: by what reaches it, or by its name, address or site where it may be the same place', async () => {
		const given = [
			aGiven({ ...elsewhere, ...phone('+32 87 99 88 77') }),
			aGiven({ ...none, url: 'http://www.point.example' }),
			aGiven({ ...none, name: 'RÉCOLLETS, point d’écoute' }),
			aGiven({ ...elsewhere, ...place('rue de la Grappe, 4') }),
		];
		const others = [
			aGiven({ ...elsewhere, url: 'https://point.example/' }),
			aGiven({ ...elsewhere, name: 'Point d’écoute des Récollets' }),
			aGiven({ ...elsewhere, ...place('rue de la Grappe, 4'), attributes: undefined }),
			aGiven(none),
		];
		const own = { organisationId: stranger.organisationId };
		const wish = { source: 'doublons', input: aFile([...given, ...others]), language: 'fr' } as const;
		const begun = await beginImport(app, stranger.signedIn, {
			...own,
			...wish,
			coverageByPostalCode: false,
			needsMapping: false,
		});
		const runId = 'runId' in begun ? begun.runId : '';
		await checkImport(openHand(app, { ...own, personId: stranger.signedIn.personId }), runId, { signal: never });
		const question = { list: 'duplicates', page: 1 } as const;
		const found = await findImport(app, stranger.signedIn, { ...own, runId, question });
		expect(found).toMatchObject({
			run: { counts: { duplicates: given.length } },
			report: { services: given.map(({ id }) => ({ id, duplicateId: known.id })) },
		});
	});

	test('of one’s own: by its name, not by the switchboard', async () => {
		const named = aGiven({ ...elsewhere, name: 'Point d’écoute des Récollets' });
		const runId = await check('les-notres', [aGiven({ ...none, ...phone('+32 87 99 88 77') }), named]);
		const { report } = await look(runId, 'duplicates');
		expect(report.services).toMatchObject([{ id: named.id, duplicateId: known.id }]);
	});
});

describe.skipIf(!readableExamples())('the official examples (skipped where their folder is missing)', () => {
	test('a service with all its fields comes out with all of them, equal, with its organization and its taxonomy', async () => {
		const given = JSON.parse(readFileSync(join(examples, 'service_full.json'), 'utf8')) as HsdsObject;
		const path = join(examples, 'service_full.json');
		const wish = {
			organisationId,
			source: 'exemple',
			input: { from: 'file', path, name: 'service_full.json' },
			language: 'en',
			coverageByPostalCode: false,
			personId: null,
			imaginary: false,
			needsMapping: false,
		} as const;
		const runId = (await owner.transaction().execute((tx) => beginRun(tx, wish))) ?? '';
		const operator = openHand(owner, { organisationId, personId: null });
		expect(await checkImport(operator, runId, { signal: never })).toBe('checked');
		await sql`update import_run set state = 'taking' where id = ${runId}`.execute(owner);
		expect(await carryOutImport(operator, runId, { publish: true })).toMatchObject({ added: 1 });
		const out = await readFeed('services', given.id);
		expect(listLost(given, out)).toEqual(['last_modified']);
		const organization = given.organization as HsdsObject;
		expect(listLost(organization, await readFeed('organizations', organization.id))).toEqual([]);
		const [attribute] = given.attributes as { taxonomy_term: HsdsObject }[];
		expect(attribute).toBeDefined();
		if (attribute === undefined) return;
		expect(listLost(attribute.taxonomy_term, await readFeed('taxonomy_terms', attribute.taxonomy_term.id))).toEqual([]);
		const archive = sql`update service set state = 'archived' where id = ${given.id}`;
		const { projectServices } = await import('#rooms/directory/project-services.server.ts');
		await owner.transaction().execute(async (tx) => {
			await archive.execute(tx);
			await projectServices(tx, { organisationId, serviceIds: [given.id] });
		});
		for (const [list, id] of [
			['services', given.id],
			['organizations', organization.id],
			['taxonomy_terms', attribute.taxonomy_term.id],
		] as const) {
			expect(await readFeed(list, id)).toBeUndefined();
			const rest = await owner.selectFrom('hsds_document').select('deleted_at').where('id', '=', id).executeTakeFirst();
			expect(rest?.deleted_at).not.toBeNull();
		}
	});
});

function readableExamples(): boolean {
	try {
		readFileSync(join(examples, 'service_full.json'));
		return true;
	} catch {
		return false;
	}
}

test('what ended a week ago is erased, and what was left lying is ended; what was given stays with its service', async () => {
	const given = aGiven();
	const [done, lying] = [await take('semaine', [given]), await check('oubliee', [aGiven()])];
	await sql`update import_run set ended_at = ended_at - interval '8 days', seen_at = seen_at - interval '8 days' where id in (${done}, ${lying})`.execute(
		owner,
	);
	expect(await eraseImports(app)).toBe(1);
	expect((await look(lying)).run.state).toBe('cancelled');
	const left = await owner.selectFrom('import_item').select('number').where('run_id', '=', done).execute();
	expect(left).toEqual([]);
	expect(await seek(given.id)).toBeDefined();
});
