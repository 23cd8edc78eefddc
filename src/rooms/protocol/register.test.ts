import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { openPool } from '#house/database/pool.ts';
import { openPublicReader, type PublicReader } from '#house/database/public-reader.ts';
import { aDatabase } from '#house/testing/a-database.ts';
import { getReferenceOrganisation } from '#house/testing/an-organisation.ts';
import { aColleague } from '#rooms/identity/colleague.builder.ts';
import { roles } from '#rooms/identity/roles.ts';
import type { SignedIn } from '#rooms/identity/signed-in.ts';
import { anAccession } from './accession.builder.ts';
import { aParty, aPdf, aSecretary } from './a-register.builder.ts';
import { enterPartyAct } from './enter-party-act.server.ts';
import { eraseUnusedDocuments } from './erase-unused-documents.server.ts';
import { keepDocument } from './keep-document.server.ts';
import { loadParties } from './load-parties.server.ts';
import { openDocument } from './open-document.server.ts';
import { listOn } from './party-list.ts';
import { readRegister } from './read-register.server.ts';

const database = await aDatabase();
const { owner, app } = database;
let secretary: SignedIn;
let reader: PublicReader;

beforeAll(async () => {
	secretary = await aSecretary(database);
	reader = openPublicReader(openPool(database.urls.public, { max: 2, applicationName: 'maillage-test' }));
});

async function countActs(partyId: string): Promise<number> {
	return (await owner.selectFrom('party_act').select('id').where('party_id', '=', partyId).execute()).length;
}

describe('who was a party on 1 June 2021?', () => {
	const signatories = ['fwb', 'rbc', 'anderlecht', 'bruxelles', 'charleroi', 'liege', 'molenbeek', 'namur', 'verviers'];

	test('the nine signatories of 2 March 2018, and nobody the day before they signed', async () => {
		const register = await readRegister(reader);
		const listed = listOn(register, '2021-06-01', 'fr').filter(({ party }) => signatories.includes(party.key));
		expect(listed.map(({ party }) => party.key).toSorted()).toEqual(signatories.toSorted());
		expect(listed.every(({ standing }) => standing.state === 'party' && !standing.confirmed)).toBe(true);
		expect(listed.every(({ domains }) => domains === undefined)).toBe(true);
		expect(listOn(register, '2018-03-01', 'fr')).toEqual([]);
	});

	test('loading them again changes nothing that was recorded since', async () => {
		const before = await readRegister(reader);
		await owner.deleteFrom('reference_file').where('name', '=', 'register').execute();
		expect(await owner.transaction().execute((tx) => loadParties(tx, 'reference'))).toBe('loaded');
		expect(await readRegister(reader)).toEqual(before);
	});
});

test('a document that nothing refers to after a week is erased; what is referred to stays, however old', async () => {
	const { partyId } = await aParty(database);
	const bring = async (name: string) => {
		const kept = await keepDocument(app, secretary, { name, bytes: await aPdf(name) });
		if ('refused' in kept) throw new Error(kept.refused);
		return kept.documentId;
	};
	const [unused, recent, used] = [await bring('oubliée.pdf'), await bring('récente.pdf'), await bring('jointe.pdf')];
	const act = { partyId, kind: 'notified', on: '2020-02-02', note: '', documentId: used } as const;
	expect(await enterPartyAct(app, secretary, act)).not.toHaveProperty('refused');
	const { approval_document_id: ofAFile } = await owner
		.selectFrom('accession')
		.select('approval_document_id')
		.where('id', '=', (await anAccession(owner, 'draft')).id)
		.executeTakeFirstOrThrow();
	const old = [unused, used, ofAFile ?? ''];
	await owner
		.updateTable('protocol_document')
		.set({ uploaded_at: sql<string>`now() - interval '8 days'` })
		.where('id', 'in', old)
		.execute();
	expect(await eraseUnusedDocuments(app)).toBe(1);
	const left = await owner
		.selectFrom('protocol_document')
		.select('id')
		.where('id', 'in', [...old, recent])
		.execute();
	expect(new Set(left.map(({ id }) => id))).toEqual(new Set([recent, used, ofAFile]));
});

describe('the secretariat', () => {
	test('records an act with its document, which is public from then on', async () => {
		const { partyId } = await aParty(database, [['announced', '2024-01-01']]);
		const kept = await keepDocument(app, secretary, { name: 'C:\\Bureau\\Délibération.PDF', bytes: await aPdf() });
		if ('refused' in kept) throw new Error(kept.refused);
		expect(await openDocument(reader, kept.documentId)).toBeUndefined();
		const answer = await enterPartyAct(app, secretary, {
			partyId,
			kind: 'signed',
			on: '2024-02-01',
			documentId: kept.documentId,
		});
		expect(answer).toMatchObject({ actId: expect.any(String) });
		const opened = await openDocument(reader, kept.documentId);
		expect(opened).toMatchObject({ name: 'Délibération.pdf' });
		const bytes = await new Response(opened?.content).bytes();
		expect(bytes.length).toBe(opened?.sizeBytes);
		expect(Buffer.from(bytes.subarray(0, 5)).toString()).toBe('%PDF-');
		const [entry] = await owner
			.selectFrom('audit_entry')
			.select('act')
			.where('object', '=', `party:${partyId}`)
			.orderBy('at', 'desc')
			.execute();
		expect(entry?.act).toBe('protocol_act.recorded');
	});

	test('corrects an act by a new one; the document of the one corrected is no longer public', async () => {
		const { partyId } = await aParty(database, []);
		const kept = await keepDocument(app, secretary, { name: 'faux.pdf', bytes: await aPdf() });
		if ('refused' in kept) throw new Error(kept.refused);
		const wrong = await enterPartyAct(app, secretary, {
			partyId,
			kind: 'announced',
			on: '2024-01-01',
			documentId: kept.documentId,
		});
		if ('refused' in wrong) throw new Error(wrong.refused);
		expect(await openDocument(reader, kept.documentId)).toBeDefined();
		const right = { partyId, kind: 'announced', on: '2024-01-02', replaces: wrong.actId } as const;
		expect(await enterPartyAct(app, secretary, right)).toMatchObject({ actId: expect.any(String) });
		expect(await openDocument(reader, kept.documentId)).toBeUndefined();
		expect(await enterPartyAct(app, secretary, { ...right, on: '2024-01-03' })).toEqual({ refused: 'unknown_act' });
	});

	test('by a double click records once, and on what has changed meanwhile not at all', async () => {
		const { partyId } = await aParty(database, []);
		const form = { partyId, kind: 'announced', on: '2024-01-01', actId: randomUUID(), seen: 0 } as const;
		const answers = await Promise.all([enterPartyAct(app, secretary, form), enterPartyAct(app, secretary, form)]);
		expect(answers).toEqual([{ actId: form.actId }, { actId: form.actId }]);
		expect(await countActs(partyId)).toBe(1);
		const late = { partyId, kind: 'signed', on: '2024-02-01', seen: 0 } as const;
		expect(await enterPartyAct(app, secretary, late)).toEqual({ refused: 'stale' });
		expect(await enterPartyAct(app, secretary, { ...late, seen: 1 })).toMatchObject({ actId: expect.any(String) });
	});

	test('two of them at once: one records, the other is told', async () => {
		const { partyId } = await aParty(database, []);
		const answers = await Promise.all(
			['2024-01-01', '2024-01-02'].map((on) =>
				enterPartyAct(app, secretary, { partyId, kind: 'announced', on, actId: randomUUID(), seen: 0 }),
			),
		);
		expect(answers.filter((answer) => 'refused' in answer)).toEqual([{ refused: 'stale' }]);
		expect(await countActs(partyId)).toBe(1);
	});

	test('is refused a party or a document that is not there, and an id that another party’s act has', async () => {
		const { partyId } = await aParty(database, []);
		const act = { kind: 'announced', on: '2024-01-01' } as const;
		expect(await enterPartyAct(app, secretary, { ...act, partyId: randomUUID() })).toEqual({ refused: 'unknown' });
		expect(await enterPartyAct(app, secretary, { ...act, partyId, documentId: randomUUID() })).toEqual({
			refused: 'unknown',
		});
		const { partyId: other } = await aParty(database, []);
		const mine = await enterPartyAct(app, secretary, { ...act, partyId });
		if ('refused' in mine) throw new Error(mine.refused);
		expect(await enterPartyAct(app, secretary, { ...act, partyId: other, actId: mine.actId })).toEqual({
			refused: 'stale',
		});
	});
});

test.each(roles.filter((role) => role !== 'secretariat'))('%s keeps no register', async (role) => {
	const { partyId, organisationId } = await aParty(database, []);
	const { signedIn } = await aColleague(owner, { organisationId, role });
	const act = { partyId, kind: 'announced', on: '2024-01-01' } as const;
	expect(await enterPartyAct(app, signedIn, act)).toEqual({ refused: 'unknown' });
	expect(await keepDocument(app, signedIn, { name: 'x.pdf', bytes: await aPdf() })).toEqual({ refused: 'unknown' });
	expect(await countActs(partyId)).toBe(0);
});

describe('the register', () => {
	test('shows the public neither who recorded nor a party without an act', async () => {
		const { partyId } = await aParty(database, []);
		expect((await readRegister(reader)).some(({ id }) => id === partyId)).toBe(false);
		for (const [table, column] of [
			['party_act', 'recorded_by'],
			['participation', 'recorded_by'],
			['party_contact', 'recorded_by'],
			['protocol_document', 'uploaded_by'],
		] as const) {
			const read = sql`select ${sql.id(column)} from ${sql.table(table)}`.execute(database.public);
			await expect(read, table).rejects.toThrow(/permission denied/);
		}
		expect(await database.public.selectFrom('participation').select('id').execute()).toEqual([]);
	});

	test('only grows: nobody changes or removes an act, the owner included', async () => {
		await expect(owner.updateTable('party_act').set({ note: 'autre' }).execute()).rejects.toThrow(
			/register: party_act/,
		);
		await expect(owner.deleteFrom('party_act').execute()).rejects.toThrow(/register: party_act/);
		await expect(app.updateTable('party_act').set({ note: 'autre' }).execute()).rejects.toThrow(/permission denied/);
		await expect(owner.deleteFrom('participation').execute()).rejects.toThrow(/register: participation/);
	});

	test('takes no act from the application unless it acts for the secretariat', async () => {
		const verviers = await getReferenceOrganisation(owner, 'verviers');
		const party = await owner
			.selectFrom('party')
			.select('id')
			.where('organisation_id', '=', verviers)
			.executeTakeFirstOrThrow();
		const values = { organisation_id: verviers, party_id: party.id, kind: 'withdrawn', on: '2024-01-01' };
		await expect(app.insertInto('party_act').values(values).execute()).rejects.toThrow(/row-level security/);
	});
});
