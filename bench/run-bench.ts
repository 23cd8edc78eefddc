import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { buildTemplate, withAdmin } from '#house/testing/template.ts';
import { startThrowAwayCluster } from '#house/testing/throw-away-cluster.ts';
import type { Cleanup } from '../scripts/launcher/cleanup.ts';
import { step } from '../scripts/launcher/progress.ts';
import { Attempts } from './attempts.ts';
import { checkPlans, type PlanFigures } from './check-plans.ts';
import { chooseHsdsRequests } from './choose-hsds-requests.ts';
import { chooseRequests } from './choose-requests.ts';
import { describeFeed, describePlans, describeRemarks, describeRounds, describeWrites } from './describe.ts';
import { startOurs, type Pace } from './measure-against-limit.ts';
import { measureHsds, type HsdsFigures } from './measure-hsds.ts';
import { measureInbox } from './measure-inbox.ts';
import { measureOrientation, type OrientationFigures } from './measure-orientation.ts';
import { measurePeople } from './measure-people.ts';
import { measurePlaces } from './measure-places.ts';
import { measureMemory, measureStart, withEmbeddedDatabase } from './measure-start.ts';
import { measureTransfer } from './measure-transfer.ts';
import { measureWrites } from './measure-writes.ts';
import { makeNetworkDatabase, type NetworkDatabase } from './network-database.ts';
import { judge, printRows } from './report.ts';
import { listRows, type Figures } from './rows.ts';

interface Bench {
	/** For the databases; empty, and removed by whoever made it. */
	folder: string;
	/** The smallest network only, and few short rounds: to see that it runs, not to claim anything. */
	isQuick: boolean;
}

const resultsFile = 'bench/results.json';

/** Measures everything, prints it and keeps it. False when something that must be reached is not. */
export async function runBench({ folder, isQuick }: Bench, cleanup: Cleanup): Promise<boolean> {
	const began = performance.now();
	const sizes = isQuick ? [3000] : [3000, 30_000, 300_000];
	const pace: Pace = isQuick ? { rounds: 3, seconds: 2 } : { rounds: 7, seconds: 3 };
	const server = await startServer(join(folder, 'cluster'), { hasty: true }, cleanup);
	const attempts = new Attempts();
	const databases: NetworkDatabase[] = [];
	const orientation: OrientationFigures[] = [];
	const hsds: HsdsFigures[] = [];
	for (const services of sizes) {
		const database = await step(`Loading ${services} services`, () => makeNetworkDatabase(server, services));
		databases.push(database);
		const title = `Results pages against the limit at ${services} services`;
		const pages = await attempts.make(title, () => measureOrientation(database, pace, cleanup));
		if (pages !== undefined) orientation.push(pages);
		const feed = await attempts.make(`The open feed at ${services} services`, () =>
			measureHsds(database, pace, cleanup),
		);
		if (feed !== undefined) hsds.push(feed);
	}
	const [smallest, largest] = [databases[0], databases.at(-1)];
	if (smallest === undefined || largest === undefined) throw new Error('No network was measured.');
	const plans = await step('Plans', () => checkPlansOf(largest));
	const feedPlans = await step('Plans of the feed', () => checkPlansOfFeed(largest));
	const ground = { server, folder, smallest, largest, pace, attempts };
	const figures = { orientation, hsds, ...(await measureRest(ground, cleanup)) };
	const rows = listRows(figures);
	// A table of 3,000 rows may well be read from end to end.
	const plansAreWell = isQuick || [...plans.sequential, ...feedPlans.sequential].length === 0;
	process.stdout.write(
		[
			`\n${printRows(rows)}`,
			describeRounds(orientation),
			describeFeed(hsds),
			describeWrites(figures.writes),
			describeRemarks(figures) + describePlans(largest.services, plans) + describePlans(largest.services, feedPlans),
			...attempts.broken.map((told) => `BROKE OFF  ${told}`),
			'',
		].join('\n'),
	);
	const judged = rows.map((row) => ({ ...row, verdict: judge(row) }));
	const machine = await describeMachine(server);
	const { broken } = attempts;
	const results = { isQuick, machine, rows: judged, broken, figures, plans, feedPlans, at: new Date().toISOString() };
	writeFileSync(resultsFile, `${JSON.stringify(results, undefined, '\t')}\n`);
	const seconds = Math.round((performance.now() - began) / 1000);
	process.stdout.write(`Measured in ${seconds} s; all figures are in ${resultsFile}.\n`);
	return plansAreWell && broken.length === 0 && judged.every(({ verdict }) => verdict !== 'MISSED');
}

async function startServer(home: string, how: { hasty: boolean }, cleanup: Cleanup): Promise<string> {
	mkdirSync(home, { mode: 0o755 });
	const cluster = await step('Starting PostgreSQL', () => startThrowAwayCluster(home, 18, how));
	cleanup.add(() => cluster.stop());
	await step('Making the template database', () => buildTemplate(cluster.url));
	return cluster.url;
}

async function checkPlansOf({ publicUrl }: NetworkDatabase): Promise<PlanFigures> {
	const chosen = await chooseRequests(publicUrl);
	return checkPlans(
		publicUrl,
		chosen.map(({ query }) => query),
	);
}

/** Of the lists; a single document is found by its key. */
async function checkPlansOfFeed({ publicUrl }: NetworkDatabase): Promise<PlanFigures> {
	const { lists } = await chooseHsdsRequests(publicUrl);
	return checkPlans(
		publicUrl,
		lists.map(({ query }) => query),
	);
}

interface Ground {
	server: string;
	folder: string;
	smallest: NetworkDatabase;
	largest: NetworkDatabase;
	pace: Pace;
	attempts: Attempts;
}

async function measureRest(ground: Ground, cleanup: Cleanup): Promise<Omit<Figures, 'orientation' | 'hsds'>> {
	const { server, folder, smallest, largest, pace, attempts } = ground;
	const paths = (await chooseRequests(largest.publicUrl)).map(({ path }) => path);
	const web = await startOurs(smallest, cleanup);
	const places = await attempts.make('Place lookup', () => measurePlaces(web, pace));
	const people = await attempts.make('Lists of people, with and without walls', () => measurePeople(server, pace));
	const [first = ''] = (await chooseRequests(smallest.publicUrl)).map(({ path }) => path);
	const transfer = await attempts.make('A first visit', () => measureTransfer(web.address + first));
	await web.stop();
	const empty = await makeNetworkDatabase(server, 0);
	const up = { DATABASE_URL: empty.adminUrl };
	const databaseUp = await attempts.make('Starts, database up', () => measureStart(up, cleanup));
	const own = withEmbeddedDatabase(join(folder, 'data'));
	const embedded = await attempts.make('Starts with the embedded database', () => measureStart(own, cleanup));
	const loaded = { databaseUrl: largest.adminUrl, paths };
	const memory = await attempts.make('Memory', () => measureMemory(loaded, pace, cleanup));
	const confidential = await measureConfidential(ground, cleanup);
	return { places, people, transfer, databaseUp, embedded, memory, ...confidential };
}

/** On a server of its own that waits for the disk, as one does whose answer is a promise. */
async function measureConfidential({ folder, pace, attempts }: Ground, cleanup: Cleanup) {
	const server = await startServer(join(folder, 'durable'), { hasty: false }, cleanup);
	const database = await makeNetworkDatabase(server, 0);
	const title = 'Sealed requests against the limit';
	const writes = await attempts.make(title, () => measureWrites(database, pace, cleanup));
	const inbox = await attempts.make('The inbox in a browser', () => measureInbox(database, pace, cleanup));
	return { writes, inbox };
}

async function describeMachine(server: string) {
	let postgres = '';
	await withAdmin(server, async (admin) => {
		const { rows } = await sql<{ version: string }>`select version()`.execute(admin);
		postgres = rows[0]?.version ?? '';
	});
	const cores = cpus();
	const memoryGigabytes = Math.round(totalmem() / 2 ** 30);
	return { cores: cores.length, model: cores[0]?.model ?? '', memoryGigabytes, node: process.version, postgres };
}
