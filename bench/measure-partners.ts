// `node scripts/run.mjs bench/measure-partners.ts [services]`: what partners wait for on the pages about the whole directory.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { actAs } from '#house/database/act-as.ts';
import { connectDatabase, type Database } from '#house/database/kysely.ts';
import { openPool } from '#house/database/pool.ts';
import { MIGRATOR } from '#house/database/prepare-roles.ts';
import { loginUrl } from '#house/database/role-password.ts';
import { buildTemplate, TEMPLATE, withAdmin, withDatabase } from '#house/testing/template.ts';
import { startThrowAwayCluster } from '#house/testing/throw-away-cluster.ts';
import { selectPairs } from '#rooms/directory/private/select-pairs.ts';
import { countLocalAnswers } from '#rooms/orientation/count-local-answers.server.ts';
import { openPlaces } from '#rooms/orientation/find-places.server.ts';
import type { GapFilter } from '#rooms/orientation/gaps.ts';
import { listGaps } from '#rooms/orientation/list-gaps.server.ts';
import { loadDirectory, settle } from './load-services.ts';

const services = Number(process.argv[2] ?? 300_000);
const everything = { need: undefined, audience: undefined, tongue: undefined, area: undefined };
const looks: Pick<GapFilter, 'need' | 'audience' | 'tongue' | 'area'>[] = [
	everything,
	{ ...everything, need: 'school' },
	{ ...everything, audience: 'relative', tongue: 'spoken-ar' },
];
const large = 'ffffffff-0000-4000-8000-000000000001';

const folder = mkdtempSync(join(tmpdir(), 'maillage-bench-'));
chmodSync(folder, 0o755);
const cluster = await startThrowAwayCluster(folder, 18);
try {
	await buildTemplate(cluster.url);
	await withAdmin(cluster.url, async (admin) => {
		await sql`create database bench template ${sql.id(TEMPLATE)} strategy file_copy`.execute(admin);
		await sql`grant create, connect on database bench to ${sql.id(MIGRATOR)}`.execute(admin);
	});
	const adminUrl = withDatabase(cluster.url, 'bench');
	const began = performance.now();
	await withAdmin(adminUrl, async (admin) => {
		await loadDirectory(admin, services);
		await makeLarge(admin);
		await settle(admin);
	});
	say(`${services} services loaded`, [performance.now() - began]);
	openPlaces('reference');
	const pool = openPool(loginUrl(adminUrl, 'maillage_app'), { max: 2, applicationName: 'maillage bench' });
	const app = connectDatabase(pool);
	await measure(app);
	await app.destroy();
} finally {
	await cluster.stop();
	rmSync(folder, { recursive: true, force: true });
}

/** A thousand organisations become one of 5,000 services. */
async function makeLarge(admin: Database): Promise<void> {
	await admin.transaction().execute(async (tx) => {
		await sql`set local session_replication_role = replica`.execute(tx);
		await sql`insert into organisation (id, origin, origin_key, kind, name_fr) values (${large}, 'partner', 'large', 'other', 'Large')`.execute(
			tx,
		);
		const members = sql`(select md5('organisation ' || n)::uuid from generate_series(100, 1099) n)`;
		await sql`update service set organisation_id = ${large} where organisation_id in ${members}`.execute(tx);
		await sql`update service_mark set organisation_id = ${large} where organisation_id in ${members}`.execute(tx);
	});
}

async function measure(app: Database): Promise<void> {
	const { rows } = await sql<{
		id: string;
	}>`select md5('organisation ' || n)::uuid as id from generate_series(0, 90, 3) n`.execute(app);
	say('duplicates of an organisation of 5 services', await timeAll(rows, ({ id }) => listPairs(app, id)));
	say('duplicates of an organisation of 5,000 services', await timeAll([1, 2, 3], () => listPairs(app, large)));
	say('counting local answers, in the night', await timeAll([1, 2], () => countLocalAnswers(app)));
	for (const filter of looks) {
		const wish = { filter, language: 'fr' as const, withImaginary: false };
		const nobody = { personId: large };
		const times = await timeAll([1, 2, 3, 4, 5], () => listGaps(app, nobody, wish));
		say(`gaps ${JSON.stringify(filter)}`, times);
	}
}

function listPairs(app: Database, organisationId: string): Promise<unknown> {
	const acting = { organisationId, personId: large, role: 'organisation_administrator' };
	return actAs(app, acting, (tx) => selectPairs(tx, { organisationId, limit: 26, offset: 0 }));
}

async function timeAll<Item>(items: Item[], work: (item: Item) => Promise<unknown>): Promise<number[]> {
	const times: number[] = [];
	for (const item of items) {
		const start = performance.now();
		await work(item);
		times.push(performance.now() - start);
	}
	return times;
}

function say(what: string, times: number[]): void {
	const sorted = times.toSorted((a, b) => a - b);
	const [median, most] = [sorted[Math.floor(sorted.length / 2)] ?? 0, sorted.at(-1) ?? 0];
	process.stdout.write(`${what}: median ${median.toFixed(1)} ms, most ${most.toFixed(1)} ms (${times.length})\n`);
}
