import { mkdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Cleanup } from '../scripts/launcher/cleanup.ts';
import { fire, warmUp } from './fire.ts';
import type { Pace } from './measure-against-limit.ts';
import { spreadOf, type Spread } from './numbers.ts';
import { startWebProcess } from './web-process.ts';

const starts = 3;
const restMilliseconds = 3000;

/** From the start of the process to the first page, once an earlier start has made and filled the database. */
export async function measureStart(env: Record<string, string>, cleanup: Cleanup): Promise<Spread> {
	const milliseconds: number[] = [];
	for (let start = 0; start <= starts; start++) {
		const web = await startWebProcess({ file: 'scripts/start.ts', env, path: '/fr' }, cleanup);
		milliseconds.push(web.readyMilliseconds);
		await web.stop();
	}
	return spreadOf(milliseconds.slice(1));
}

/** The settings of a start with the embedded database in a folder of its own. */
export function withEmbeddedDatabase(folder: string): Record<string, string> {
	mkdirSync(folder, { mode: 0o755 });
	return { DATA_DIR: folder };
}

export interface MemoryFigures {
	restMegabytes: number;
	/** The most seen while 16 connections read results pages, compressed. */
	loadMegabytes: number;
}

/** The resident memory of the whole process of `npm start`, on this database. Undefined where the system does not say it. */
export async function measureMemory(
	{ databaseUrl, paths }: { databaseUrl: string; paths: string[] },
	pace: Pace,
	cleanup: Cleanup,
): Promise<MemoryFigures | undefined> {
	const env = { DATABASE_URL: databaseUrl, RATE_LIMIT_PER_MINUTE: '0', DEMO: '0' };
	const web = await startWebProcess({ file: 'scripts/start.ts', env, path: '/fr' }, cleanup);
	// What begins behind the first page is there by then.
	await sleep(restMilliseconds);
	const restMegabytes = web.residentMegabytes();
	const headers = { 'accept-encoding': 'gzip, deflate, br' };
	const target = { ...web, paths, headers };
	let loadMegabytes = 0;
	const look = setInterval(() => (loadMegabytes = Math.max(loadMegabytes, web.residentMegabytes() ?? 0)), 100);
	await warmUp(target);
	for (let round = 0; round < pace.rounds; round++) await fire(target, pace.seconds);
	clearInterval(look);
	await web.stop();
	return restMegabytes === undefined ? undefined : { restMegabytes, loadMegabytes };
}
