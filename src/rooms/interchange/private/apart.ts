// A process of its own for one step of an import, begun by `runApart`: `apart.ts check_import <organisation>:<run>`.
import { connectDatabase } from '#house/database/kysely.ts';
import { openPool } from '#house/database/pool.ts';
import { doImportWork } from '../do-import-work.server.ts';
import { tasks } from './ask-work.ts';
import { findWorker } from './find-worker.ts';

const stop = new AbortController();
// Who began it is gone: what is under way is undone by the database, and can be begun again.
process.on('disconnect', () => process.exit(1));
process.on('SIGTERM', () => stop.abort());

const [name, id = ''] = process.argv.slice(2);
const task = tasks.find((each) => each === name);
const url = process.env.DATABASE_APP_URL;
if (task === undefined || url === undefined) throw new Error('Begun without a task or a database.');
// One for what is written, one for what is compared meanwhile, one to tell how far it has come.
const pool = openPool(url, { max: 3, applicationName: 'maillage import', connectionTimeoutMillis: 10_000 });
const database = connectDatabase(pool);
try {
	const worker = await findWorker(database, task, id);
	if (worker !== undefined) await doImportWork(database, { ...worker, task }, stop.signal);
} catch (error) {
	// Kinds of errors, nothing of what they say: it may repeat what was given.
	console.error(
		`import: ${task}: ${error instanceof Error ? (error.stack ?? error.name).replace(error.message, '') : 'failed'}`,
	);
	process.exitCode = 1;
} finally {
	await database.destroy();
	process.removeAllListeners('disconnect');
	process.disconnect?.();
}
