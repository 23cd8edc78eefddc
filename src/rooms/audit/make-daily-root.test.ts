import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { actAs } from '#house/database/act-as.ts';
import { addDays, readClock } from '#house/language/dates.ts';
import { aCopy, type TestDatabase } from '#house/testing/a-database.ts';
import type { Finding } from './finding.ts';
import { makeDailyRoot } from './make-daily-root.server.ts';
import { rootOf } from './merkle.ts';
import { aProfessional } from './private/actors.ts';
import { backdate } from './private/backdate.ts';
import { readRoots } from './private/read-roots.ts';
import { recordAct } from './record-act.server.ts';
import { verifyDatabase } from './verify-database.server.ts';

const today = readClock(new Date()).date;
const yesterday = addDays(today, -1);

async function aRecord(database: TestDatabase, organisations: number): Promise<string[]> {
	const actors = Array.from({ length: organisations }, aProfessional);
	for (const actor of actors) {
		await actAs(database.app, actor, async (tx) => {
			await recordAct(tx, actor, { act: 'service.paused' });
			await recordAct(tx, actor, { act: 'service.resumed' });
		});
	}
	return actors.map(({ organisationId }) => organisationId).sort();
}

function make(database: TestDatabase, day: string) {
	return database.app.transaction().execute((tx) => makeDailyRoot(tx, day));
}

async function listRoots(database: TestDatabase) {
	return database.owner.transaction().execute(async (tx) => {
		const roots = [];
		for await (const root of readRoots(tx)) roots.push(root);
		return roots;
	});
}

async function findings(database: TestDatabase, mailed?: { day: string; root: string }): Promise<Finding[]> {
	const found: Finding[] = [];
	await verifyDatabase(database.owner, (finding) => found.push(finding), mailed);
	return found;
}

test('the root of a day is over the last entry of every chain, and the same however often it is made', async () => {
	await using database = await aCopy();
	const organisations = await aRecord(database, 5);
	await backdate(database.admin, '1 day');
	const [first, second] = await Promise.all([make(database, yesterday), make(database, yesterday)]);
	if ('refused' in first || 'refused' in second) throw new Error('refused');
	expect(first.root).toBe(second.root);
	expect([first.made, second.made].filter(Boolean)).toHaveLength(1);
	const [stored] = await listRoots(database);
	expect(stored?.heads.map(({ organisation, number }) => [organisation, number])).toEqual(
		organisations.map((organisation) => [organisation, 2]),
	);
	expect(stored?.root).toBe(rootOf(stored?.heads ?? []));
	await aRecord(database, 1);
	expect(await make(database, yesterday)).toEqual({ root: first.root, made: false });
	expect(await findings(database, { day: yesterday, root: first.root })).toEqual([]);
});

test('what was recorded after a day is not in its root, and a day that is not over has none', async () => {
	await using database = await aCopy();
	await aRecord(database, 2);
	expect(await make(database, today)).toEqual({ refused: 'day_not_over' });
	expect(await make(database, yesterday)).toEqual({ root: rootOf([]), made: true });
});

test('a chain that was written anew as a whole is named by the root that sealed it', async () => {
	await using database = await aCopy();
	const [organisation = ''] = await aRecord(database, 3);
	await backdate(database.admin, '1 day');
	await make(database, yesterday);
	// Moving the whole chain by an hour gives a chain that holds together, with other hashes.
	await backdate(database.admin, '1 hour', organisation);
	expect(await findings(database)).toEqual([{ organisation, number: 2, fault: 'not_sealed', day: yesterday }]);
});

test('a chain that was cut or removed is named, each once', async () => {
	await using database = await aCopy();
	const [cut = '', removed = ''] = await aRecord(database, 3);
	await backdate(database.admin, '2 days');
	await make(database, addDays(today, -2));
	await make(database, yesterday);
	await database.admin.transaction().execute(async (tx) => {
		await sql`set local session_replication_role = replica`.execute(tx);
		await sql`delete from audit_entry where organisation_id = ${removed} or organisation_id = ${cut} and number = 2`.execute(
			tx,
		);
	});
	const day = addDays(today, -2);
	expect(await findings(database)).toEqual([
		{ organisation: cut, number: 2, fault: 'missing', day },
		{ organisation: removed, number: 2, fault: 'missing', day },
	]);
});

test('a root that was changed, replaced or removed is named', async () => {
	await using database = await aCopy();
	await aRecord(database, 3);
	await backdate(database.admin, '1 day');
	const made = await make(database, yesterday);
	if ('refused' in made) throw new Error(made.refused);
	const mailed = { day: yesterday, root: made.root };
	const tamper = (statement: ReturnType<typeof sql>) =>
		database.admin.transaction().execute(async (tx) => {
			await sql`set local session_replication_role = replica`.execute(tx);
			await statement.execute(tx);
		});
	await tamper(sql`update audit_root set heads = heads - 0`);
	expect(await findings(database, mailed)).toEqual([{ day: yesterday, fault: 'root_altered' }]);
	const [root] = await listRoots(database);
	await tamper(sql`update audit_root set root = ${Buffer.from(rootOf(root?.heads ?? []), 'hex')}`);
	expect(await findings(database)).toEqual([]);
	expect(await findings(database, mailed)).toEqual([{ day: yesterday, fault: 'root_differs' }]);
	await tamper(sql`delete from audit_root`);
	expect(await findings(database, mailed)).toEqual([{ day: yesterday, fault: 'root_missing' }]);
});
