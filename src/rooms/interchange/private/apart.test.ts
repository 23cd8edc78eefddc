import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { aDatabase } from '#house/testing/a-database.ts';
import { anOrganisation } from '#house/testing/an-organisation.ts';
import { aColleague } from '#rooms/identity/colleague.builder.ts';
import { beginImport } from '../begin-import.server.ts';
import { findImport } from '../find-import.server.ts';
import { runApart } from './run-apart.ts';

const { owner, app, urls } = await aDatabase();

test('a process of its own reads what was given, on behalf of who began it', async () => {
	const organisationId = await anOrganisation(owner);
	const { signedIn } = await aColleague(owner, { organisationId, role: 'organisation_administrator' });
	const folder = mkdtempSync(join(tmpdir(), 'maillage-apart-'));
	const path = join(folder, 'one.json');
	writeFileSync(
		path,
		JSON.stringify({ id: '5e21caaa-0000-4000-8000-000000000001', name: 'Un service', status: 'active' }),
	);
	const input = { from: 'file', path, name: 'one.json' } as const;
	const wish = {
		organisationId,
		source: 'a-part',
		input,
		language: 'fr',
		coverageByPostalCode: false,
		needsMapping: false,
	} as const;
	const begun = await beginImport(app, signedIn, wish);
	const runId = 'runId' in begun ? begun.runId : '';
	vi.stubEnv('DATABASE_APP_URL', urls.app);
	await runApart('check_import', `${organisationId}:${runId}`, new AbortController().signal);
	const question = { list: undefined, page: 1 };
	const found = await findImport(app, signedIn, { organisationId, runId, question });
	expect(found).toMatchObject({ run: { state: 'checked', counts: { new: 1, incomplete: 1 } } });
	rmSync(folder, { recursive: true });
});

test('a process that fails is told of', async () => {
	vi.stubEnv('DATABASE_APP_URL', 'postgresql://nobody@127.0.0.1:1/none');
	await expect(runApart('check_import', 'x:y', new AbortController().signal)).rejects.toThrow('ended with 1');
});
