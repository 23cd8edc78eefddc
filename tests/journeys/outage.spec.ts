import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { texts } from '#messages';
import { findBinaries } from '#house/database/embedded/binaries.ts';
import { startCluster, type Cluster } from '#house/database/embedded/cluster.ts';
import { initialiseCluster } from '#house/database/embedded/initialise-cluster.ts';
import { chooseRunner } from '#house/database/embedded/runner.ts';
import { anApplication, type Application } from './application.ts';
import { aVisitor, arrives, withAndWithoutJavaScript } from './visitor.ts';

const fr = texts('fr');
const needDatabase = [
	'/fr/orientation/results?a=2&n=3&p=63079',
	'/nl/communes/63079',
	'/de/network',
	'/en/communes/21004',
];
const needNothing = [
	'/fr',
	'/fr/safety',
	'/nl/privacy',
	'/fr/orientation/place?a=2&n=3&q=1050',
	'/fr/communes',
	'/health/live',
];
const centralLine = 'href="tel:+3280011172"';

let database: Awaited<ReturnType<typeof aDatabaseServer>>;
let application: Application;
beforeAll(async () => {
	database = await aDatabaseServer();
	application = await anApplication({ DATABASE_URL: database.url });
});
afterAll(async () => {
	await application.stop();
	await database.remove();
});

describe.each([
	{ what: 'stopped', away: () => database.stop(), back: () => database.start() },
	// Worse than gone: it takes calls and never answers.
	{ what: 'frozen', away: () => database.freeze(), back: () => database.thaw() },
])('when the database is $what', ({ away, back }) => {
	test('it was there until now', async () => {
		for (const path of needDatabase) expect(await answer(path)).toMatchObject({ status: 200 });
		await away();
	});

	test('results, communes and the Réseau answer within a second with 503, the central line and the helplines', async () => {
		for (const round of ['first', 'second']) {
			for (const path of needDatabase) {
				const { status, milliseconds, body } = await answer(path);
				expect({ round, path, status }).toEqual({ round, path, status: 503 });
				expect(milliseconds).toBeLessThan(1000);
				expect(body).toContain(`<html lang="${path.slice(1, 3)}"`);
				for (const number of [centralLine, 'tel:112', 'tel:101', 'tel:107', 'tel:103']) expect(body).toContain(number);
			}
			// Long enough for the database to be asked anew, and not to answer anew.
			await sleep(1100);
		}
	});

	test('the box of a commune on another site keeps its numbers: a frame says 503, a fragment is still an answer', async () => {
		for (const [path, status] of [
			['/embed/fr/communes/63079', 503],
			['/embed/fr/communes/63079.html', 200],
		] as const) {
			const { status: told, milliseconds, body } = await answer(path);
			expect({ path, told }).toEqual({ path, told: status });
			expect(milliseconds).toBeLessThan(1000);
			expect(body).toContain('data-maillage="numbers-only"');
			for (const number of [centralLine, 'tel:112', 'tel:101', 'tel:107', 'tel:103']) expect(body).toContain(number);
		}
		expect(await answer('/services/c0ffee00-0000-4000-8000-000000000000/closures.ics')).toMatchObject({ status: 503 });
	});

	test('a crowd does not wait either', async () => {
		const crowd = await Promise.all(Array.from({ length: 60 }, () => answer('/fr/communes/63079')));
		expect(crowd.filter(({ status }) => status !== 503)).toEqual([]);
		// Ten connections: if each of these waited for its turn the last would wait five seconds.
		expect(Math.max(...crowd.map(({ milliseconds }) => milliseconds))).toBeLessThan(2000);
	});

	test('what needs no database answers as ever, and places are still found', async () => {
		for (const path of needNothing) expect({ path, ...(await answer(path)) }).toMatchObject({ path, status: 200 });
		expect((await answer('/fr/places?q=Liege')).body).toContain('62063');
		expect(await answer('/health/ready')).toMatchObject({ status: 503 });
	});

	test.each(withAndWithoutJavaScript)('$how one is told what happened and whom to call', async ({ javaScript }) => {
		await using visitor = await aVisitor({ javaScript, baseURL: application.address });
		const { page } = visitor;
		await page.goto('/fr/orientation/place?a=2&n=3&q=Verviers');
		await arrives(page, fr.house.error_503_title);
		await page.locator(`main a[${centralLine}]`).first().waitFor();
		await page.getByRole('link', { name: fr.house.error_retry }).click();
		await arrives(page, fr.house.error_503_title);
		expect(new URL(page.url()).search).toBe('?a=2&n=3&p=63079');
	});

	test('when it is back everything heals by itself', async () => {
		await back();
		for (const path of needDatabase) {
			await expect.poll(() => answer(path).then(({ status }) => status), { timeout: 5000 }).toBe(200);
		}
		expect(await answer('/health/ready')).toMatchObject({ status: 200 });
	});
});

test('the log says that the database was away, and nothing of what was asked meanwhile', () => {
	const { stdout, stderr } = application.output;
	const lines = (stdout + stderr).split('\n').filter((line) => line.startsWith('{'));
	expect(lines.some((line) => line.includes('database unavailable'))).toBe(true);
	expect(lines.filter((line) => /63079|62063|Liege|q=|\?a/.test(line))).toEqual([]);
	expect(lines.filter((line) => line.includes('surprise'))).toEqual([]);
});

async function answer(path: string): Promise<{ status: number; milliseconds: number; body: string }> {
	const began = performance.now();
	const response = await fetch(application.address + path);
	const body = await response.text();
	return { status: response.status, milliseconds: performance.now() - began, body };
}

/** A PostgreSQL that can go away and come back on the same port. */
async function aDatabaseServer() {
	const folder = mkdtempSync(join(tmpdir(), 'maillage-outage-'));
	execFileSync('chmod', ['755', folder]);
	const binaries = findBinaries();
	const how = { binaries, runner: chooseRunner(binaries, folder) };
	const made = await initialiseCluster(folder, how, { hasty: true });
	const settings = { ...made, logFile: join(folder, 'postgresql.log'), hasty: true };
	let cluster: Cluster = await startCluster(how, settings);
	const { url, port } = cluster;
	let frozen: number[] = [];
	async function freeze(): Promise<void> {
		const rows = execFileSync('ps', ['axo', 'pid=,ppid=']).toString().trim().split('\n');
		const processes = rows.map((row) => row.trim().split(/\s+/).map(Number));
		frozen = processes.filter((ids) => ids.includes(cluster.processId)).map(([id = 0]) => id);
		for (const id of frozen) process.kill(id, 'SIGSTOP');
	}
	async function thaw(): Promise<void> {
		for (const id of frozen) process.kill(id, 'SIGCONT');
		frozen = [];
	}
	return {
		url,
		stop: () => cluster.stop(),
		start: async () => void (cluster = await startCluster(how, { ...settings, port })),
		freeze,
		thaw,
		async remove(): Promise<void> {
			await thaw();
			await cluster.stop();
			rmSync(folder, { recursive: true, force: true });
		},
	};
}
