import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { aDatabase } from '../testing/a-database.ts';
import { describeCatalogue } from '../testing/describe-catalogue.ts';
import { MIGRATIONS, withAdmin } from '../testing/template.ts';
import { startThrowAwayCluster } from '../testing/throw-away-cluster.ts';
import { migrate } from './migrate.ts';
import { prepareRoles } from './prepare-roles.ts';

const database = await aDatabase();
// npm brings the oldest version we serve for this one platform.
const othersAvailable = process.platform === 'linux' && process.arch === 'x64';

test.runIf(othersAvailable)('PostgreSQL 15 and 18 make the same catalogue of the same migrations', async () => {
	const folder = mkdtempSync(join(tmpdir(), 'maillage-other-'));
	chmodSync(folder, 0o755);
	const cluster = await startThrowAwayCluster(folder, process.env.PG_MAJOR === '15' ? 18 : 15);
	try {
		await withAdmin(cluster.url, async (admin) => {
			await prepareRoles(admin, cluster.url);
			await migrate(admin, MIGRATIONS);
			const here = await describeCatalogue(database.admin);
			expect(here.length).toBeGreaterThan(100);
			expect(await describeCatalogue(admin)).toEqual(here);
		});
	} finally {
		await cluster.stop();
		rmSync(folder, { recursive: true, force: true });
	}
});
