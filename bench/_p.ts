import { mkdtempSync, rmSync, chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fork } from 'node:child_process';
import { buildTemplate } from '#house/testing/template.ts';
import { startThrowAwayCluster } from '#house/testing/throw-away-cluster.ts';
import { Cleanup } from '../scripts/launcher/cleanup.ts';
import { makeNetworkDatabase } from './network-database.ts';
import { chooseRequests } from './choose-requests.ts';
import { fire } from './fire.ts';
const cleanup = new Cleanup();
const folder = mkdtempSync(join(tmpdir(), 'maillage-bench-'));
chmodSync(folder, 0o755);
cleanup.add(() => rmSync(folder, { recursive: true }));
const cluster = await startThrowAwayCluster(folder, 18);
cleanup.add(() => cluster.stop());
try {
await buildTemplate(cluster.url);
const d = await makeNetworkDatabase(cluster.url, 3000);
const chosen = await chooseRequests(d.publicUrl);
const child = fork('bench/our-server.ts', { execArgv: ['--cpu-prof', '--cpu-prof-dir=/tmp/prof', '--cpu-prof-interval=500'], env: { ...process.env, NODE_ENV: 'production', PORT: '24777', RATE_LIMIT_PER_MINUTE: '0', DEMO: '0', DATABASE_PUBLIC_URL: d.publicUrl } });
await new Promise((r) => setTimeout(r, 2500));
const t = { address: 'http://127.0.0.1:24777', paths: chosen.map((c) => c.path) };
console.log(await fire(t, 3)); console.log(await fire(t, 6));
child.disconnect(); await new Promise((r) => child.once('exit', r));
} finally { await cleanup.run(); process.exit(0); }
