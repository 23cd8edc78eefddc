import { sql, type Kysely, type SqlBool } from 'kysely';
import type { DB } from '#house/database/schema.ts';
import type { PeopleFilter } from '../colleague.ts';

export const PEOPLE_PER_PAGE = 25;

/** One page of the people of an organisation, by name, and one more to know whether there are others. */
export function selectPeople(database: Kysely<DB>, organisationId: string, filter: PeopleFilter) {
	const { name, team, role, page } = filter;
	let query = database
		.selectFrom('staff_member as p')
		.select(['p.id', 'p.name', 'p.spoken_languages', 'p.working_days'])
		.where('p.id', 'in', (grants) => {
			let held = grants
				.selectFrom('role_grant as g')
				.select('g.person_id')
				.where('g.organisation_id', '=', organisationId)
				.where('g.withdrawn_at', 'is', null);
			if (team !== undefined) held = held.where('g.team_id', '=', team);
			if (role !== undefined) held = held.where('g.role', '=', role);
			return held;
		})
		.orderBy(sql`lower(p.name)`)
		.orderBy('p.id')
		.limit(PEOPLE_PER_PAGE + 1)
		.offset((page - 1) * PEOPLE_PER_PAGE);
	if (name !== undefined && name !== '') query = query.where(sql<SqlBool>`strpos(lower(p.name), lower(${name})) > 0`);
	return query;
}
