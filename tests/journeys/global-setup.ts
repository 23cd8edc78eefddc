import { once } from 'node:events';
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { TestProject } from 'vitest/node';
import { startThrowAwayCluster } from '#house/testing/throw-away-cluster.ts';
import { findChromium } from '../../scripts/launcher/find-chromium.ts';
import { anApplication } from './application.ts';
import { axeProgram } from './axe-program.ts';

declare module 'vitest' {
	interface ProvidedContext {
		/** The address of the one application that all journeys visit. */
		application: string;
		/** The address of the one browser. */
		browser: string;
		/** The address of the program that judges whether a page is accessible. */
		axe: string;
		/** A file with what the application has said so far. */
		applicationLog: string;
		/** The database of that application, as its administrator: journeys find their people there. */
		applicationDatabase: string;
	}
}

const undo: (() => unknown)[] = [];

export async function setup(project: TestProject): Promise<void> {
	try {
		const database = await startDatabase();
		const application = await anApplication({ DATABASE_URL: database });
		undo.push(() => application.stop());
		project.provide('applicationDatabase', database);
		const browser = await launchBrowser();
		undo.push(() => browser.close());
		const axe = await serveAxe();
		undo.push(() => axe.server.close());
		project.provide('axe', axe.url);
		const folder = mkdtempSync(join(tmpdir(), 'maillage-journeys-'));
		undo.push(() => rmSync(folder, { recursive: true, force: true }));
		const log = join(folder, 'application.log');
		// Only ever added to: whoever reads it meanwhile finds no line missing.
		writeFileSync(log, application.output.stdout + application.output.stderr);
		for (const stream of [application.process.stdout, application.process.stderr]) {
			stream?.on('data', (chunk: Buffer) => appendFileSync(log, chunk));
		}
		project.provide('application', application.address);
		project.provide('browser', browser.wsEndpoint());
		project.provide('applicationLog', log);
	} catch (error) {
		await teardown();
		throw error;
	}
}

export async function teardown(): Promise<void> {
	for (let next = undo.pop(); next !== undefined; next = undo.pop()) await next();
}

/** A server of its own, so that a journey can look behind the pages. */
async function startDatabase(): Promise<string> {
	const folder = mkdtempSync(join(tmpdir(), 'maillage-journeys-database-'));
	undo.push(() => rmSync(folder, { recursive: true, force: true }));
	await chmod(folder, 0o755);
	const cluster = await startThrowAwayCluster(folder, 18);
	undo.push(() => cluster.stop());
	return cluster.url;
}

async function serveAxe(): Promise<{ server: Server; url: string }> {
	const headers = { 'content-type': 'text/javascript', 'cross-origin-resource-policy': 'cross-origin' };
	const server = createServer((_, response) => response.writeHead(200, headers).end(axeProgram));
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	return { server, url: `http://127.0.0.1:${port}/axe.js` };
}

async function launchBrowser() {
	return chromium.launchServer({
		executablePath: await findChromium(),
		host: '127.0.0.1',
		args: [
			'--no-sandbox',
			'--disable-gpu',
			'--disable-quic',
			'--no-first-run',
			'--disable-background-networking',
			'--disable-component-update',
			'--disable-sync',
			// Nothing outside this machine is ever reached, whatever a page asks for.
			'--no-proxy-server',
			'--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
		],
	});
}
