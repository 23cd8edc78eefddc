import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import { access } from './access.ts';
import { findActor, type SignedIn } from './signed-in.ts';

const MOST_NAMES = 2000;

/** For auditors: the name of everyone who works in the organisation or has worked there, by their id, in the order of the names. */
export async function listNames(
	database: Database,
	person: SignedIn,
	{ organisationId }: { organisationId: string },
): Promise<{ names: Map<string, string> } | { refused: 'unknown' }> {
	const actor = findActor(person, { organisationId }, access.listNames);
	if (actor === undefined) return { refused: 'unknown' };
	const rows = await actAs(database, actor, (tx) =>
		tx
			.selectFrom('staff_member')
			.select(['id', 'name'])
			.where('id', 'in', (worked) =>
				worked.selectFrom('role_grant').select('person_id').where('organisation_id', '=', organisationId),
			)
			.orderBy(({ fn }) => fn<string>('lower', ['name']))
			.limit(MOST_NAMES)
			.execute(),
	);
	return { names: new Map(rows.map(({ id, name }) => [id, name])) };
}
