import { sql } from 'kysely';
import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import { findActor, type SignedIn } from '#rooms/identity/signed-in.ts';
import { access } from './access.ts';

/** Nobody needs to know more exactly, on every page. */
const mostCounted = 100;

/** How many suggestions wait for an answer of an organisation, up to a hundred; none for whoever may not answer. */
export async function countSuggestions(
	database: Database,
	person: SignedIn,
	{ organisationId }: { organisationId: string },
): Promise<number> {
	const actor = findActor(person, { organisationId }, access.countSuggestions);
	if (actor === undefined) return 0;
	const { rows } = await actAs(database, actor, (tx) =>
		sql<{ count: number }>`
			select count(*)::int as count from (
				select from service_suggestion where organisation_id = ${organisationId} and answer is null limit ${mostCounted}
			) as waiting`.execute(tx),
	);
	return rows[0]?.count ?? 0;
}
