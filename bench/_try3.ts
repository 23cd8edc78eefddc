import { mkdtempSync, rmSync, chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { connectDatabase } from '#house/database/kysely.ts';
import { openPool } from '#house/database/pool.ts';
import { MIGRATOR } from '#house/database/prepare-roles.ts';
import { buildTemplate, withDatabase } from '#house/testing/template.ts';
import { startThrowAwayCluster } from '#house/testing/throw-away-cluster.ts';
import { makeNetworkDatabase } from './network-database.ts';
const folder = mkdtempSync(join(tmpdir(), 'maillage-bench-'));
chmodSync(folder, 0o755);
const cluster = await startThrowAwayCluster(folder, 18);
await buildTemplate(cluster.url);
const d = await makeNetworkDatabase(cluster.url, 10000);
console.log(d.loadSeconds);
const admin = connectDatabase(openPool(d.adminUrl, { max: 1, applicationName: 'x', role: MIGRATOR }));
for (const q of ["update service set state='draft' where network_role is null", "update service set state='published' where state='draft'", "update service set state='draft' where network_role is null", "analyze", "update service set state='published' where state='draft'"]) {
 const r = await sql<any>`${sql.raw((q==='analyze'?'':'explain (analyze, timing off, summary) ') + q)}`.execute(admin);
 console.log(q); for (const x of r.rows) if (/Trigger|Execution/.test(x['QUERY PLAN'])) console.log('  ', x['QUERY PLAN']);
}
const r2 = await sql<any>`explain (analyze) INSERT INTO service_match (organisation_id, service_id, published, area_code, audience, need, stated, nested)
		SELECT s.organisation_id, s.id, true, c.area_code, audience, need||'x', cardinality(s.audiences) > 0 AND cardinality(s.needs) > 0,
			EXISTS (
				SELECT FROM service_coverage narrower
				JOIN area ON area.code = narrower.area_code
				WHERE narrower.service_id = s.id AND narrower.area_code <> c.area_code AND c.area_code = ANY (area.lineage)
			)
		FROM service s
		JOIN service_coverage c ON c.service_id = s.id
		CROSS JOIN unnest(s.audiences) AS audience
		CROSS JOIN unnest(s.needs) AS need
		WHERE s.id = ANY (array(select id from service)) AND s.published AND s.network_role IS NULL`.execute(admin);
for (const x of r2.rows) console.log(x['QUERY PLAN']);
await admin.destroy(); await cluster.stop(); rmSync(folder, { recursive: true });
