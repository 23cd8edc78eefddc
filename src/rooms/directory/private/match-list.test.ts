import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { aDatabase } from '#house/testing/a-database.ts';
import { anOrganisation } from '#house/testing/an-organisation.ts';

const { owner } = await aDatabase();

test('many services written in parts of one transaction cost what they are: the match list is reached by its keys, whatever the statistics say', async () => {
	const organisationId = await anOrganisation(owner, 'Commune');
	// They know the few that are there.
	await sql`analyze service, service_coverage, service_match`.execute(owner);
	const told = await owner.transaction().execute(async (tx) => {
		for (const part of [1, 2, 3, 4]) {
			const { rows } = await sql<{
				id: string;
			}>`insert into service (organisation_id, origin_key, state, audiences, needs)
				select ${organisationId}::uuid, 'part ' || ${part}::integer || ' ' || number, 'published', '{relative}', '{listen,advice}'
				from generate_series(1, 100) number returning id`.execute(tx);
			await sql`insert into service_coverage (organisation_id, service_id, published, area_code)
				select ${organisationId}::uuid, id, true, code from unnest(${rows.map(({ id }) => id)}::uuid[]) id, unnest('{63079,60000}'::text[]) code`.execute(
				tx,
			);
		}
		const matches = await sql<{
			rows: number;
			nested: number;
		}>`select count(*)::integer as rows, count(*) filter (where nested)::integer as nested
			from service_match where organisation_id = ${organisationId}::uuid`.execute(tx);
		const read = await sql<{
			name: string;
			read: number;
		}>`select relname as name, seq_tup_read::integer as read from pg_stat_xact_user_tables
			where relname in ('service_match', 'service_coverage') and schemaname = 'maillage' order by 1`.execute(tx);
		return { matches: matches.rows[0], read: read.rows };
	});
	expect(told.matches).toEqual({ rows: 1600, nested: 800 });
	// The count above reads the list once.
	expect(told.read).toEqual([
		{ name: 'service_coverage', read: 0 },
		{ name: 'service_match', read: expect.any(Number) },
	]);
	expect(told.read[1]?.read).toBeLessThan(3200);
});
