import { join } from 'node:path';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { openPool } from '#house/database/pool.ts';
import { openPublicReader } from '#house/database/public-reader.ts';
import { aCopy } from '#house/testing/a-database.ts';
import { anOrganisation } from '#house/testing/an-organisation.ts';
import { hasOfficialExamples, officialExamples } from '#house/testing/official-hsds.ts';
import { findHsdsDocument } from '#rooms/directory/find-hsds-document.server.ts';
import type { HsdsKind, HsdsList, HsdsObject } from '#rooms/directory/hsds.ts';
import { openPlaces } from '#rooms/orientation/find-places.server.ts';
import { carryOutImport } from './carry-out-import.server.ts';
import { checkImport } from './check-import.server.ts';
import { readWhole } from './import.builder.ts';
import type { ImportInput } from './imported.ts';
import { openHand } from './private/hand.ts';
import { beginRun } from './private/begin-run.ts';

beforeAll(() => openPlaces('reference'));

const lists: Record<HsdsKind, HsdsList> = {
	service: 'services',
	organization: 'organizations',
	service_at_location: 'service_at_locations',
	taxonomy: 'taxonomies',
	taxonomy_term: 'taxonomy_terms',
};

/** Reads, checks, takes in and publishes on the operator's behalf, and tells which fields of what was given come out otherwise. */
async function goRound(input: ImportInput): Promise<{ published: string[]; lost: string[] }> {
	await using database = await aCopy();
	const { owner, urls } = database;
	const organisationId = await anOrganisation(owner, 'Commune d’essai');
	const hand = openHand(owner, { organisationId, personId: null });
	const from = { organisationId, source: 'exemple', input, language: 'en', coverageByPostalCode: false } as const;
	const wish = { ...from, personId: null, imaginary: false, needsMapping: false };
	const runId = (await owner.transaction().execute((tx) => beginRun(tx, wish))) ?? '';
	expect(await checkImport(hand, runId, { signal: new AbortController().signal })).toBe('checked');
	await sql`update import_run set state = 'taking' where id = ${runId}`.execute(owner);
	expect(await carryOutImport(hand, runId, { publish: true })).not.toHaveProperty('refused');
	const pool = openPool(urls.public, { max: 2, applicationName: 'test' });
	try {
		const reader = openPublicReader(pool);
		const published: string[] = [];
		const lost: string[] = [];
		for (const { kind, object } of (await readWhole(input, 'exemple')).entities) {
			const found = await findHsdsDocument(reader, lists[kind], {
				id: object.id,
				withServices: false,
				known: undefined,
			});
			if (found === undefined || !('body' in found)) continue;
			published.push(kind);
			lost.push(...listLost(object, JSON.parse(found.body) as HsdsObject).map((field) => `${kind}.${field}`));
		}
		return { published, lost };
	} finally {
		await pool.end();
	}
}

function listLost(given: HsdsObject, out: HsdsObject): string[] {
	return Object.keys(given).filter((field) => JSON.stringify(out[field]) !== JSON.stringify(given[field]));
}

const file = (name: string): ImportInput => ({ from: 'file', path: join(officialExamples, name), name });

describe.skipIf(!hasOfficialExamples)(
	'of the official examples (skipped where they are not beside the checkout)',
	() => {
		test.each([
			['service_full.json', file('service_full.json'), ['service']],
			['service_list.json', file('service_list.json'), ['service']],
			['organization_full.json', file('organization_full.json'), ['organization', 'service']],
			[
				'the package of tables',
				{ from: 'folder', path: join(officialExamples, 'csv'), name: 'csv' } as const,
				['organization', 'service'],
			],
		])('%s is taken in, published, and comes out of the feed as it was given', async (_, input, kinds) => {
			const { published, lost } = await goRound(input);
			expect([...new Set(published)].toSorted()).toEqual(expect.arrayContaining(kinds));
			// When it was last changed is told anew.
			expect(lost.filter((field) => field !== 'service.last_modified')).toEqual([]);
		});
	},
);
