import { CompiledQuery, sql } from 'kysely';
import { expect, test } from 'vitest';
import { actAs } from '#house/database/act-as.ts';
import { connectDatabase, type Database } from '#house/database/kysely.ts';
import { openPool } from '#house/database/pool.ts';
import { aDatabase } from '#house/testing/a-database.ts';
import { systemActor, type AuditActor } from './actor.ts';
import { genesisOf } from './chain.ts';
import { erasePerson } from './erase-person.server.ts';
import type { Finding } from './finding.ts';
import { anAuditor, aProfessional } from './private/actors.ts';
import { readChain } from './private/read-chain.ts';
import { recordAct, type ActRecord } from './record-act.server.ts';
import { verifyDatabase } from './verify-database.server.ts';

const database = await aDatabase();

function record(
	actor: AuditActor = aProfessional(),
	act: ActRecord = { act: 'service.published', object: 'service:1' },
) {
	return actAs(database.app, actor, (tx) => recordAct(tx, actor, act));
}

async function findings(): Promise<Finding[]> {
	const found: Finding[] = [];
	await verifyDatabase(database.owner, (finding) => found.push(finding));
	return found;
}

function readAll(organisationId: string) {
	return database.owner.transaction().execute(async (tx) => {
		const batches = [];
		for await (const batch of readChain(tx, organisationId)) batches.push(batch);
		return batches.flat();
	});
}

test('an act is recorded with who did it, linked to the one before', async () => {
	const actor = { ...aProfessional(), teamId: crypto.randomUUID() };
	expect(await record(actor)).toBe(1);
	const details = { invited: 'Zoë "Z" \u2028 \u{1f600}' };
	expect(await record(systemActor(actor.organisationId), { act: 'person.invited', details })).toBe(2);
	const [first, second] = await readAll(actor.organisationId);
	expect(first).toMatchObject({
		number: 1,
		act: 'service.published',
		object: 'service:1',
		previous: genesisOf(actor.organisationId),
		personal: { person: actor.personId, role: 'professional', team: actor.teamId, details: {} },
	});
	expect(second).toMatchObject({
		object: null,
		previous: first?.hash,
		personal: { person: null, role: 'system', details },
	});
	expect(Math.abs(Date.parse(first?.at ?? '') - Date.now())).toBeLessThan(10_000);
	expect(await findings()).toEqual([]);
});

test('an act that is rolled back leaves no entry and no gap', async () => {
	const actor = aProfessional();
	const failure = new Error('on purpose');
	const failing = actAs(database.app, actor, async (tx) => {
		await recordAct(tx, actor, { act: 'service.paused' });
		throw failure;
	});
	await expect(failing).rejects.toBe(failure);
	expect(await record(actor)).toBe(1);
});

test('twenty that write at once make one unbroken chain', async () => {
	const actor = aProfessional();
	const pool = openPool(database.urls.app, { max: 20, applicationName: 'test', connectionTimeoutMillis: 10_000 });
	const crowd = connectDatabase(pool);
	const numbers = await Promise.all(
		Array.from({ length: 100 }, (_, each) =>
			actAs(crowd, actor, (tx) => recordAct(tx, actor, { act: 'service.confirmed', object: `service:${each}` })),
		),
	);
	await crowd.destroy();
	expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, each) => each + 1));
	expect(await findings()).toEqual([]);
});

test('several acts of one transaction follow each other, and those of other organisations do not wait', async () => {
	const [one, other] = [aProfessional(), aProfessional()];
	await actAs(database.app, one, async (tx) => {
		expect(await recordAct(tx, one, { act: 'role.given' })).toBe(1);
		expect(await record(other)).toBe(1);
		expect(await recordAct(tx, one, { act: 'role.withdrawn' })).toBe(2);
	});
	expect(await findings()).toEqual([]);
});

test('another organisation sees nothing, and may not write there', async () => {
	const [one, other] = [aProfessional(), anAuditor()];
	await record(one);
	const count = (as: Database, table: 'audit_entry' | 'audit_personal') =>
		as.selectFrom(table).select('number').where('organisation_id', '=', one.organisationId).execute();
	for (const table of ['audit_entry', 'audit_personal'] as const) {
		expect(await actAs(database.app, one, (tx) => count(tx, table))).toHaveLength(1);
		expect(await actAs(database.app, other, (tx) => count(tx, table))).toEqual([]);
		expect(await count(database.app, table)).toEqual([]);
	}
	const forging = actAs(database.app, other, (tx) => recordAct(tx, one, { act: 'service.archived' }));
	await expect(forging).rejects.toThrow(/row-level security|does not follow/);
	await expect(database.public.selectFrom('audit_entry').selectAll().execute()).rejects.toThrow('permission denied');
});

const CHANGES = [
	"update audit_entry set act = 'service.forged'",
	'delete from audit_entry',
	'truncate audit_entry cascade',
	"update audit_personal set role = 'operator'",
	'delete from audit_personal',
	'truncate audit_personal',
	"update audit_root set heads = '[]'",
	'delete from audit_root',
	'truncate audit_root',
];

test.each(CHANGES)('the application may not: %s', async (statement) => {
	const actor = aProfessional();
	const attempt = actAs(database.app, actor, (tx) => tx.executeQuery(CompiledQuery.raw(statement)));
	await expect(attempt).rejects.toThrow('permission denied');
});

test.each(CHANGES)('the owner may not either: %s', async (statement) => {
	await record();
	const attempt = database.owner.executeQuery(CompiledQuery.raw(statement));
	await expect(attempt).rejects.toThrow(/audit: .*(refuses|only be erased)/);
});

const FITTING = "'number', number + 1, 'previous', hash";
// What differs from the entry before; the hash is computed to fit, unless it is given.
const BROKEN: [string, string, string][] = [
	['a number is skipped', "'number', number + 2, 'previous', hash", 'entry 3 does not follow entry 1'],
	['a number is taken again', "'number', number, 'previous', hash", 'entry 1 does not follow entry 1'],
	['it is linked to another entry', "'number', number + 1", 'entry 2 is not linked to the one before it'],
	[
		'it is older than the one before',
		`${FITTING}, 'at', at - interval '1 hour'`,
		'entry 2 is older than the one before',
	],
	['its hash is another', `${FITTING}, 'hash', hash`, 'the hash of entry 2 is not that of its content'],
];

test.each(BROKEN)('the database refuses an entry of the application when %s', async (_, difference, reason) => {
	const actor = aProfessional();
	await record(actor);
	const kept = new Error('rolled back on purpose');
	const insert = (changes: string) =>
		actAs(database.app, actor, async (tx) => {
			await tx.executeQuery(
				CompiledQuery.raw(`insert into audit_entry
					select (jsonb_populate_record(made, jsonb_build_object('hash', audit_hash(made)) || changes)).*
					from (select jsonb_build_object(${changes}) as changes, e as entry from audit_entry e) x,
						jsonb_populate_record(entry, changes) made`),
			);
			throw kept;
		});
	await expect(insert(difference)).rejects.toThrow(`audit: ${reason}`);
	await expect(insert(FITTING)).rejects.toBe(kept);
});

test('an entry names no person as its object', async () => {
	const attempt = record(aProfessional(), { act: 'person.invited', object: 'person:7' });
	await expect(attempt).rejects.toThrow('audit_entry_object_check');
});

test('erasing a person keeps the chain whole and says that it was erased', async () => {
	const actor = aProfessional();
	const colleague = { ...actor, personId: crypto.randomUUID() };
	await record(actor);
	await record(colleague);
	await record(colleague, { act: 'person.invited', details: { invited: actor.personId } });
	const wish = { organisationId: actor.organisationId, personId: actor.personId };
	const erase = () => database.owner.transaction().execute((tx) => erasePerson(tx, wish));
	expect(await erase()).toEqual({ erased: 2 });
	expect(await erase()).toEqual({ erased: 0 });
	const entries = await readAll(actor.organisationId);
	expect(JSON.stringify(entries)).not.toContain(actor.personId);
	expect(entries.map(({ personal }) => personal)).toMatchObject([
		{ erasedIn: 4 },
		{ person: colleague.personId },
		{ erasedIn: 4 },
		{ role: 'system' },
	]);
	const extent = await verifyDatabase(database.owner, () => expect.unreachable());
	expect(extent.erased).toBeGreaterThanOrEqual(2);
	await record(actor);
	expect(await erase()).toEqual({ erased: 1 });
	expect(await findings()).toEqual([]);
});

test('only the owner erases, and what is erased cannot be filled again', async () => {
	const actor = aProfessional();
	await record(actor);
	const wish = { organisationId: actor.organisationId, personId: actor.personId };
	await expect(actAs(database.app, actor, (tx) => erasePerson(tx, wish))).rejects.toThrow('permission denied');
	await database.owner.transaction().execute((tx) => erasePerson(tx, wish));
	const refill = sql`update audit_personal set role = 'operator', salt = sha256(''), details = '{}', erased_in = null
		where organisation_id = ${actor.organisationId} and number = 1`.execute(database.owner);
	await expect(refill).rejects.toThrow('can only be erased');
});
