import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { startThrowAwayCluster } from '../../src/house/testing/throw-away-cluster.ts';
import { withAdmin } from '../../src/house/testing/template.ts';
import type { Cluster } from '../../src/house/database/embedded/cluster.ts';
import { sql } from 'kysely';
import { aFolder, findFreePort, refusal } from './start.ts';

const { folder, remove } = aFolder();
let cluster: Cluster;
let port: string;
const address = (text: string) => text.replace('HOST', `127.0.0.1:${cluster.port}`);

beforeAll(async () => {
	port = String(await findFreePort());
	cluster = await startThrowAwayCluster(folder, 18);
});
afterAll(async () => {
	await cluster.stop();
	remove();
});

test('a port that is taken is refused before anything is changed', async () => {
	const { server, taken } = await aListener();
	const data = join(folder, 'untouched');
	const sentence = await refusal({ PORT: String(taken), DATA_DIR: data });
	server.close();
	expect(sentence).toMatch(
		new RegExp(`^Port ${taken} of 127.0.0.1 is taken by another program: .* PORT=${taken + 1} npm start\\.$`),
	);
	expect(existsSync(data)).toBe(false);
});

test.each(['abc', '0', '70000', '30.5', '-1'])('PORT=%s is no port', async (text) => {
	expect(await refusal({ PORT: text })).toBe(
		`PORT is "${text}", which is no port: give a whole number from 1 to 65535, for example PORT=3001.`,
	);
});

test('a host that is not of this machine is refused', async () => {
	expect(await refusal({ PORT: port, HOST: '203.0.113.7' })).toMatch(
		/^HOST is "203\.0\.113\.7", which is no address of this machine/,
	);
});

test.each([
	['not an address', /^The database address cannot be read: DATABASE_URL must look like/],
	['mysql://maillage:x@HOST/maillage', /^The database address begins with "mysql:"/],
	['postgresql://maillage:x@HOST', /^The database address names no database/],
	['postgresql://maillage:x@nowhere.invalid/maillage', /^The host "nowhere\.invalid" of DATABASE_URL is not known/],
	['postgresql://maillage:x@127.0.0.1:9/maillage', /^No database server answers at 127\.0\.0\.1:9/],
	['postgresql://maillage:wrong@HOST/postgres', /^The server at 127\.0\.0\.1:\d+ refuses the password of "maillage"/],
	['postgresql://nobody:wrong@HOST/postgres', /^The server at 127\.0\.0\.1:\d+ refuses the password of "nobody"/],
])('DATABASE_URL=%s is explained, without its password', async (url, sentence) => {
	const said = await refusal({ PORT: port, DATABASE_URL: address(url) });
	expect(said).toMatch(sentence);
	expect(said).not.toContain(':wrong@');
});

test('a database that does not exist is named', async () => {
	const url = new URL(cluster.url);
	url.pathname = '/missing';
	expect(await refusal({ PORT: port, DATABASE_URL: url.href })).toMatch(
		/^There is no database "missing" at .* \(CREATE DATABASE "missing"\)/,
	);
});

test('something that is no PostgreSQL is called that', async () => {
	const { server, taken } = await aListener();
	server.on('connection', (socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
	const said = await refusal({ PORT: port, DATABASE_URL: `postgresql://a:b@127.0.0.1:${taken}/c` });
	server.close();
	expect(said).toMatch(/is no PostgreSQL/);
});

test('a user without rights is told which SQL gives them, and no role is made', async () => {
	await withAdmin(cluster.url, (admin) => sql`create role plain login password 'plain'`.execute(admin));
	const url = address('postgresql://plain:plain@HOST/postgres');
	expect(await refusal({ PORT: port, DATABASE_URL: url })).toMatch(
		/^The user plain of DATABASE_URL may not create or change the roles of Maillage: .* run "ALTER ROLE plain CREATEROLE; GRANT ALL ON DATABASE postgres/,
	);
	await withAdmin(cluster.url, async (admin) => {
		const { rows } = await sql`select rolname from pg_roles where rolname like 'maillage\\_%'`.execute(admin);
		expect(rows).toEqual([]);
	});
});

test('a failed migration is named with its reason, and the next start with it corrected works on the same database', async () => {
	const migrations = join(folder, 'migrations');
	mkdirSync(migrations);
	writeFileSync(join(migrations, '20270101T0000-broken.sql'), 'CREATE TABLE half (id integer); SELECT nonsense;');
	const env = { PORT: port, DATABASE_URL: cluster.url, MIGRATIONS_DIR: migrations };
	expect(await refusal(env)).toMatch(
		/^The migration 20270101T0000-broken\.sql failed \(column "nonsense" does not exist\): the database is as before/,
	);
	await withAdmin(cluster.url, async (admin) => {
		const { rows } = await sql`select nspname from pg_namespace where nspname = 'maillage'`.execute(admin);
		expect(rows).toEqual([]);
	});
});

test('a folder that is a file, or that holds a cluster of another PostgreSQL, is refused in words', async () => {
	const file = join(folder, 'file');
	writeFileSync(file, '');
	expect(await refusal({ PORT: port, DATA_DIR: join(file, 'data') })).toMatch(
		/is not a folder: choose another one with DATA_DIR\.$/,
	);
	const data = join(folder, 'older');
	mkdirSync(join(data, 'postgresql'), { recursive: true });
	writeFileSync(join(data, 'postgresql', 'PG_VERSION'), '16\n');
	expect(await refusal({ PORT: port, DATA_DIR: data })).toMatch(/was made by PostgreSQL 16, this Maillage brings 18/);
	expect(readdirSync(data)).toEqual(['postgresql']);
});

async function aListener(): Promise<{ server: Server; taken: number }> {
	const taken = await findFreePort();
	const server = createServer();
	onTestFinished(() => void server.close());
	await new Promise<void>((done) => server.listen(taken, '127.0.0.1', done));
	return { server, taken };
}
