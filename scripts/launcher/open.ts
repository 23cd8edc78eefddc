import { buildIfChanged, BUILD_DIRECTORY } from './build.ts';
import { checkPort } from './check-port.ts';
import { checkWebSettings } from './check-web-settings.ts';
import { Cleanup, stopOnSignals } from './cleanup.ts';
import { reportFailure } from './explain-failure.ts';
import { prepareDatabase } from './prepare-database.ts';
import { readSettings, type Settings } from './settings.ts';
import { serve } from '#house/web/serve.ts';

/** Prepares the database and serves, until it is told to stop; whatever prevents that is told in one sentence. */
export async function open({ isBuilt }: { isBuilt: boolean }): Promise<void> {
	const cleanup = new Cleanup();
	let dataDirectory = 'data';
	stopOnSignals(cleanup, () => undefined);
	try {
		await checkWebSettings(process.env);
		const settings = readSettings(process.env);
		dataDirectory = settings.dataDirectory;
		await start(settings, cleanup, isBuilt);
	} catch (error) {
		// While we stop, everything that was under way fails: that is no news.
		if (cleanup.begun) return;
		reportFailure(error, dataDirectory);
		await cleanup.run();
		process.exit(1);
	}
}

async function start(settings: Settings, cleanup: Cleanup, isBuilt: boolean): Promise<void> {
	const { host, port, trustProxy } = settings;
	await checkPort(host, port);
	await prepareDatabase(settings, cleanup);
	if (cleanup.begun) return;
	if (!isBuilt) await buildIfChanged(cleanup);
	const served = await serve({ host, port, trustProxy, buildDirectory: BUILD_DIRECTORY });
	// The web application closes its connections on this; then PostgreSQL can stop in order.
	cleanup.add(closeWebApplication);
	cleanup.add(() => served.close());
	process.stdout.write(describeAddresses(served.address, settings.mailServer));
}

/** It puts into the list what has to end before the database may: jobs under way, connections. */
async function closeWebApplication(): Promise<void> {
	const endings: Promise<void>[] = [];
	process.emit('sveltekit:shutdown' as 'message', endings, undefined);
	await Promise.all(endings);
}

function describeAddresses(address: string, mailServer: string | undefined): string {
	return [
		`Maillage is ready: ${address}`,
		`  the front page             ${address}/fr`,
		`  a relative in Verviers     ${address}/fr/orientation/results?a=2&n=3&p=63079`,
		`  the page of a commune      ${address}/fr/communes/63079`,
		`  for a monitoring system    ${address}/health/ready`,
		...(mailServer === undefined ? ['No SMTP_URL is set: mail is kept, not sent.'] : []),
		'Stop it with Ctrl-C.\n',
	].join('\n');
}
