import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runBench } from '../bench/run-bench.ts';
import { buildIfChanged } from './launcher/build.ts';
import { Cleanup, stopOnSignals } from './launcher/cleanup.ts';
import { reportFailure } from './launcher/explain-failure.ts';

const cleanup = new Cleanup();
const folder = mkdtempSync(join(tmpdir(), 'maillage-bench-'));
// The database may run as another user, who must pass through.
chmodSync(folder, 0o755);
cleanup.add(() => rmSync(folder, { recursive: true, force: true }));
stopOnSignals(cleanup, () => undefined);
let isWell = false;
try {
	await buildIfChanged(cleanup);
	isWell = await runBench({ folder, isQuick: process.argv.includes('--quick') }, cleanup);
} catch (error) {
	// While we stop, everything that was under way fails: that is no news.
	if (!cleanup.begun) reportFailure(error, folder);
}
await cleanup.run();
process.exit(isWell ? 0 : 1);
