import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { checkPort } from './launcher/check-port.ts';
import { Cleanup, stopOnSignals } from './launcher/cleanup.ts';
import { reportFailure } from './launcher/explain-failure.ts';
import { prepareDatabase } from './launcher/prepare-database.ts';
import { readSettings, type Settings } from './launcher/settings.ts';

const cleanup = new Cleanup();
let dataDirectory = 'data';
stopOnSignals(cleanup, () => undefined);
try {
	const settings = readSettings(process.env);
	dataDirectory = settings.dataDirectory;
	await develop(settings);
} catch (error) {
	if (!cleanup.begun) {
		reportFailure(error, dataDirectory);
		await cleanup.run();
		process.exit(1);
	}
}

/** The database as for `npm start`, and the web application as it is being written. */
async function develop(settings: Settings): Promise<void> {
	await checkPort(settings.host, settings.port);
	await prepareDatabase(settings, cleanup);
	if (cleanup.begun) return;
	const place = ['--host', settings.host, '--port', String(settings.port), '--strictPort'];
	const vite = spawn(process.execPath, [join('node_modules', 'vite', 'bin', 'vite.js'), 'dev', ...place], {
		stdio: ['ignore', 'inherit', 'inherit'],
	});
	cleanup.add(() => void vite.kill());
	vite.on('exit', (code) => void cleanup.run().then(() => process.exit(code ?? 0)));
}
