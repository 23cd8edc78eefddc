import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import { access } from './access.ts';
import type { Colleague, PeopleFilter } from './colleague.ts';
import { PEOPLE_PER_PAGE, selectPeople } from './private/people-query.ts';
import { readRoles } from './private/roles-of-people.ts';
import { findActor, type SignedIn } from './signed-in.ts';

export interface PeoplePage {
	people: Colleague[];
	hasMore: boolean;
}

/** Who works in an organisation, by name. Who has left is not in it. */
export async function listPeople(
	database: Database,
	person: SignedIn,
	{ organisationId, filter }: { organisationId: string; filter: PeopleFilter },
): Promise<PeoplePage | { refused: 'unknown' }> {
	const actor = findActor(person, { organisationId }, access.listPeople);
	if (actor === undefined) return { refused: 'unknown' };
	return actAs(database, actor, async (tx) => {
		const found = await selectPeople(tx, organisationId, filter).execute();
		const shown = found.slice(0, PEOPLE_PER_PAGE);
		const ids = shown.map(({ id }) => id);
		const held = ids.length === 0 ? new Map() : await readRoles(tx, organisationId, ids);
		const people = shown.map(({ id, name, spoken_languages, working_days }) => ({
			personId: id,
			name,
			spokenLanguages: spoken_languages,
			workingDays: working_days,
			roles: held.get(id) ?? [],
		}));
		return { people, hasMore: found.length > PEOPLE_PER_PAGE };
	});
}
