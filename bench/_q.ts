import { mkdtempSync, rmSync, chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildTemplate } from '#house/testing/template.ts';
import { startThrowAwayCluster } from '#house/testing/throw-away-cluster.ts';
import { Cleanup, stopOnSignals } from '../scripts/launcher/cleanup.ts';
import { makeNetworkDatabase } from './network-database.ts';
import { chooseRequests } from './choose-requests.ts';
import { checkPlans } from './check-plans.ts';
import { writeFileSync } from 'node:fs';
const cleanup = new Cleanup();
stopOnSignals(cleanup, () => undefined);
const folder = mkdtempSync(join(tmpdir(), 'maillage-bench-'));
chmodSync(folder, 0o755);
cleanup.add(() => rmSync(folder, { recursive: true }));
const cluster = await startThrowAwayCluster(folder, 18);
cleanup.add(() => cluster.stop());
await buildTemplate(cluster.url);
for (const n of [3000, 300000]) {
const d = await makeNetworkDatabase(cluster.url, n);
console.log(d);
const chosen = await chooseRequests(d.publicUrl);
writeFileSync(`/tmp/q${n}.json`, JSON.stringify({ d, chosen }));
console.log(JSON.stringify(await checkPlans(d.publicUrl, chosen.map((c) => c.query))));
}
setTimeout(() => void cleanup.run().then(() => process.exit(0)), 900_000);
