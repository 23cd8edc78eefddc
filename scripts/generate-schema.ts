// Writes src/house/database/schema.ts from a fresh database with all migrations; --verify only says whether it is up to date.
import { mkdtempSync, rmSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '#house/database/migrate.ts';
import { prepareRoles } from '#house/database/prepare-roles.ts';
import { MIGRATIONS, withAdmin } from '#house/testing/template.ts';
import { startThrowAwayCluster } from '#house/testing/throw-away-cluster.ts';
import { runTool } from './launcher/tool.ts';

const folder = mkdtempSync(join(tmpdir(), 'maillage-schema-'));
await chmod(folder, 0o755);
const cluster = await startThrowAwayCluster(folder, 18);
try {
	await withAdmin(cluster.url, async (admin) => {
		await prepareRoles(admin, cluster.url);
		await migrate(admin, MIGRATIONS);
	});
	const { ok } = await runTool(
		{
			title: 'kysely-codegen',
			script: 'node_modules/kysely-codegen/dist/cli/bin.js',
			args: [
				'--dialect=postgres',
				'--url=env(SCHEMA_URL)',
				'--out-file=src/house/database/schema.ts',
				'--default-schema=maillage',
				'--exclude-pattern=*migration*',
				'--date-parser=string',
				...(process.argv.includes('--verify') ? ['--verify'] : []),
			],
			env: { SCHEMA_URL: cluster.url },
		},
		'shown',
	);
	process.exitCode = ok ? 0 : 1;
} finally {
	await cluster.stop();
	rmSync(folder, { recursive: true, force: true });
}
process.exit();
