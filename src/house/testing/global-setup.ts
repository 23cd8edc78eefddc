import { mkdtempSync, rmSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startThrowAwayCluster } from './throw-away-cluster.ts';
import { buildTemplate } from './template.ts';

declare module 'vitest' {
	interface ProvidedContext {
		/** The address of the superuser of the server that holds the template database. */
		databaseServer: string;
	}
}

/** One PostgreSQL for the whole run, with a migrated and filled template that every test file copies. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
	const folder = mkdtempSync(join(tmpdir(), 'maillage-test-'));
	await chmod(folder, 0o755);
	const cluster = await startThrowAwayCluster(folder, Number(process.env.PG_MAJOR ?? 18));
	async function teardown(): Promise<void> {
		await cluster.stop();
		rmSync(folder, { recursive: true, force: true });
	}
	try {
		await buildTemplate(cluster.url);
	} catch (error) {
		await teardown();
		throw error;
	}
	project.provide('databaseServer', cluster.url);
	return teardown;
}
