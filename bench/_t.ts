import { mkdtempSync, rmSync, chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildTemplate } from '#house/testing/template.ts';
import { startThrowAwayCluster } from '#house/testing/throw-away-cluster.ts';
import { Cleanup } from '../scripts/launcher/cleanup.ts';
import { buildIfChanged } from '../scripts/launcher/build.ts';
import { makeNetworkDatabase } from './network-database.ts';
import { measureOrientation } from './measure-orientation.ts';
const cleanup = new Cleanup();
const folder = mkdtempSync(join(tmpdir(), 'maillage-bench-'));
chmodSync(folder, 0o755);
cleanup.add(() => rmSync(folder, { recursive: true }));
const cluster = await startThrowAwayCluster(folder, 18);
cleanup.add(() => cluster.stop());
try {
await buildTemplate(cluster.url);
await buildIfChanged(cleanup);
const d = await makeNetworkDatabase(cluster.url, Number(process.argv[2]));
console.log(d.loadSeconds);
console.log(JSON.stringify(await measureOrientation(d, { rounds: 3, seconds: 2 }, cleanup), null, 1));
} finally { await cleanup.run(); process.exit(0); }
