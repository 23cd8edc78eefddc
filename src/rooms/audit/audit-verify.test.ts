import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { actAs } from '#house/database/act-as.ts';
import { addDays, readClock } from '#house/language/dates.ts';
import { aDatabase } from '#house/testing/a-database.ts';
import { erasePerson } from './erase-person.server.ts';
import { writeFinding } from './finding.ts';
import { makeDailyRoot } from './make-daily-root.server.ts';
import { aProfessional } from './private/actors.ts';
import { backdate } from './private/backdate.ts';
import { recordAct } from './record-act.server.ts';
import { verifyDatabase } from './verify-database.server.ts';
import { verifyExportedChain } from './verify-exported-chain.ts';

// The script itself, as an operator or an auditor runs it.
const database = await aDatabase();
const folder = mkdtempSync(join(tmpdir(), 'audit-'));
const file = join(folder, 'chain.jsonl');
const day = addDays(readClock(new Date()).date, -1);
const organisation = '10000000-0000-4000-8000-000000000001';
const actor = { ...aProfessional(), organisationId: organisation };
let root = '';

beforeAll(async () => {
	for (const who of [actor, aProfessional(), aProfessional()]) {
		for (const act of ['service.submitted', 'service.published', 'service.paused'] as const) {
			await actAs(database.app, who, (tx) =>
				recordAct(tx, who, { act, object: 'service:1', details: { note: 'Anne' } }),
			);
		}
	}
	await database.owner.transaction().execute((tx) => erasePerson(tx, actor));
	await backdate(database.admin, '1 day');
	const made = await database.app.transaction().execute((tx) => makeDailyRoot(tx, day));
	if ('root' in made) root = made.root;
});
afterAll(() => rmSync(folder, { recursive: true }));

function verify(...args: string[]): Promise<{ code: number; lines: string[] }> {
	const env = { ...process.env, DATABASE_URL: database.urls.admin };
	return new Promise((resolve) => {
		execFile(process.execPath, ['scripts/audit-verify.ts', ...args], { env }, (error, stdout, stderr) => {
			const code = typeof error?.code === 'number' ? error.code : 0;
			resolve({ code, lines: `${stdout}${stderr}`.trim().split('\n') });
		});
	});
}

/** What the script finds in the database, without starting it. */
async function lookAtDatabase(): Promise<string[]> {
	const found: string[] = [];
	await verifyDatabase(database.owner, (finding) => found.push(writeFinding(finding)));
	return found;
}

/** What it finds in an exported chain. */
async function lookAtChain(text: string): Promise<string[]> {
	const found: string[] = [];
	const lines = text.split('\n').filter((line) => line !== '');
	await verifyExportedChain(Readable.from(lines), { day, root }, (finding) => found.push(writeFinding(finding)));
	return found;
}

/** The database changed behind the application's back, looked at, and put right again. */
async function whileTampered<Seen>(statement: string, look: () => Promise<Seen>): Promise<Seen> {
	await sql`create table kept as select * from audit_entry`.execute(database.admin);
	await sql`create table kept_personal as select * from audit_personal`.execute(database.admin);
	await asForger(statement);
	const seen = await look();
	await asForger('delete from audit_personal; delete from audit_entry');
	await asForger('insert into audit_entry select * from kept; insert into audit_personal select * from kept_personal');
	await asForger('drop table kept, kept_personal');
	return seen;
}

async function asForger(statement: string): Promise<void> {
	await database.admin.transaction().execute(async (tx) => {
		await sql`set local session_replication_role = replica`.execute(tx);
		for (const each of statement.split(';')) await sql.raw(each).execute(tx);
	});
}

test('a record nobody touched is whole, erased parts included', async () => {
	expect(await verify('--day', day, '--root', root)).toEqual({
		code: 0,
		lines: [
			'Verified 10 entries in 3 chains and 1 daily roots; 3 personal parts erased and recorded as such.',
			'The record is whole.',
		],
	});
});

const here = `where organisation_id = '${organisation}' and number = 2`;
const TAMPERED: [string, string][] = [
	[`update audit_entry set act = 'service.archived' ${here}`, 'entry 2: altered'],
	[`update audit_entry set at = at + interval '1 second' ${here}`, 'entry 2: altered'],
	[`delete from audit_entry ${here}`, 'entry 2: missing'],
	[
		`update audit_entry e set act = 'service.archived' ${here}; update audit_entry e set hash = audit_hash(e) ${here}`,
		'entry 2: rewritten',
	],
	[`update audit_personal set erased_in = 3 ${here}`, 'entry 3: records an erasure'],
	[`delete from audit_personal ${here}`, 'entry 2: personal part missing'],
];

test.each(TAMPERED)('a row changed by SQL is named: %s', async (statement, named) => {
	const [first] = await whileTampered(statement, lookAtDatabase);
	expect(first).toContain(`Organisation ${organisation}, ${named}`);
});

test('the script ends with an error where something was changed', async () => {
	const [statement, named] = TAMPERED[0] ?? ['', ''];
	const { code, lines } = await whileTampered(statement, () => verify());
	expect(code).toBe(1);
	expect(lines[0]).toContain(named);
	expect(lines.at(-1)).toContain('The record is NOT whole');
});

test('a personal part that names an erasure which never was is named', async () => {
	const found = await whileTampered(`update audit_personal set erased_in = 9 ${here}`, lookAtDatabase);
	expect(found[0]).toContain('entry 4: records an erasure');
	expect(found[1]).toContain('entry 2: personal part missing');
});

test('a personal part changed by SQL is named', async () => {
	const lines = await whileTampered(
		`update audit_personal set role = 'operator' where erased_in is null and number = 1`,
		lookAtDatabase,
	);
	expect(lines.filter((line) => line.includes('entry 1: personal part altered'))).toHaveLength(2);
});

test('an exported chain is verified without a database, against the mailed root', async () => {
	expect(await verify('--export', organisation, file)).toEqual({
		code: 0,
		lines: [`Exported 4 entries to ${file}, up to the root of ${day}.`],
	});
	const seen = await verify('--chain', file, '--day', day, '--root', root);
	expect(seen.lines.at(-1)).toBe('The record is whole.');
	expect(seen.code).toBe(0);
	const another = await verify('--chain', file, '--day', day, '--root', 'ab'.repeat(32));
	expect(another).toMatchObject({
		code: 1,
		lines: [`The root of ${day}: the exported chain does not lead to it.`, {}, {}],
	});
});

test('an export names nobody unless it is asked to; with people it verifies who did it too', async () => {
	const { rows } = await sql<{ id: string }>`select organisation_id as id from audit_entry
		where organisation_id <> ${organisation} limit 1`.execute(database.owner);
	const id = rows[0]?.id ?? '';
	await verify('--export', id, file);
	expect(readFileSync(file, 'utf8')).not.toMatch(/Anne|professional|"person"|"salt"/);
	expect(await lookAtChain(readFileSync(file, 'utf8'))).toEqual([]);
	await verify('--export', id, file, '--day', day, '--with-people');
	const text = readFileSync(file, 'utf8');
	expect(text).toContain('Anne');
	expect(await lookAtChain(text)).toEqual([]);
	expect(await lookAtChain(text.replace('Anne', 'Anna'))).toEqual([
		`Organisation ${id}, entry 1: personal part altered, it no longer gives its commitment.`,
	]);
});

test('an exported chain that was changed, cut or swapped for another is named', async () => {
	await verify('--export', organisation, file);
	const [head = '', ...entries] = readFileSync(file, 'utf8').trim().split('\n');
	const offline = async (lines: string[]) => (await lookAtChain(lines.join('\n')))[0];
	expect(await offline([head, ...entries.with(1, (entries[1] ?? '').replace('published', 'archived'))])).toContain(
		'entry 2: altered',
	);
	expect(await offline([head, ...entries.slice(0, 3)])).toContain('entry 4: missing');
	expect(await offline([head, ...entries.toSpliced(1, 1)])).toContain('entry 2: missing');
	expect(await offline([head.replace('"number":4', '"number":3'), ...entries.slice(0, 3)])).toContain(
		'does not lead to it',
	);
	expect(await offline([head])).toContain('entry 1: missing');
});

const REFUSED: [string[], RegExp][] = [
	[['--chain', 'nowhere.jsonl', '--day', '2026-11-22', '--root', 'ab'.repeat(32)], /nowhere.jsonl does not exist/],
	[
		['--chain', 'package.json', '--day', '2026-11-22', '--root', 'ab'.repeat(32)],
		/cannot be verified: line 1 is not JSON/,
	],
	[['--export', organisation, 'file', '--day', '2020-01-01'], /No daily root of 2020-01-01/],
];

test.each(REFUSED)('%j is refused in one sentence', async (args, sentence) => {
	const { code, lines } = await verify(...args);
	expect(code).toBe(1);
	expect(lines).toHaveLength(1);
	expect(lines[0]).toMatch(sentence);
});
