import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { TestProject } from 'vitest/node';
import { findChromium } from '../../scripts/launcher/find-chromium.ts';
import { anApplication } from './application.ts';

declare module 'vitest' {
	interface ProvidedContext {
		/** The address of the one application that all journeys visit. */
		application: string;
		/** The address of the one browser. */
		browser: string;
		/** A file with what the application has said so far. */
		applicationLog: string;
	}
}

const undo: (() => unknown)[] = [];

export async function setup(project: TestProject): Promise<void> {
	try {
		const application = await anApplication();
		undo.push(() => application.stop());
		const browser = await launchBrowser();
		undo.push(() => browser.close());
		const folder = mkdtempSync(join(tmpdir(), 'maillage-journeys-'));
		undo.push(() => rmSync(folder, { recursive: true, force: true }));
		const log = join(folder, 'application.log');
		const timer = setInterval(() => writeFileSync(log, application.output.stdout + application.output.stderr), 200);
		undo.push(() => clearInterval(timer));
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
			'--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
		],
	});
}
