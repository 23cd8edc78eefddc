import { buildIfChanged, BUILD_DIRECTORY } from './launcher/build.ts';
import { checkWebSettings } from './launcher/check-web-settings.ts';
import { checkPort } from './launcher/check-port.ts';
import { Cleanup, stopOnSignals } from './launcher/cleanup.ts';
import { reportFailure } from './launcher/explain-failure.ts';
import { prepareDatabase } from './launcher/prepare-database.ts';
import { readSettings, type Settings } from './launcher/settings.ts';
import { serve } from '#house/web/serve.ts';

const cleanup = new Cleanup();
let dataDirectory = 'data';
stopOnSignals(cleanup, () => undefined);
try {
	await checkWebSettings(process.env);
	const settings = readSettings(process.env);
	dataDirectory = settings.dataDirectory;
	await start(settings);
} catch (error) {
	// While we stop, everything that was under way fails: that is no news.
	if (!cleanup.begun) {
		reportFailure(error, dataDirectory);
		await cleanup.run();
		process.exit(1);
	}
}

async function start(settings: Settings): Promise<void> {
	const { host, port, trustProxy } = settings;
	await checkPort(host, port);
	await prepareDatabase(settings, cleanup);
	if (cleanup.begun) return;
	await buildIfChanged(cleanup);
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
