import { sql } from 'kysely';
import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import { readClock } from '#house/language/dates.ts';
import type { Language } from '#house/language/language.ts';
import { nameOwnServices } from '#rooms/directory/name-own-services.server.ts';
import { listTeamMembers } from '#rooms/identity/list-team-members.server.ts';
import { findActor, type SignedIn } from '#rooms/identity/signed-in.ts';
import { access } from './access.ts';
import { selectLines, whereFits, whereOfTeam } from './private/select-lines.ts';
import type { RequestFilter } from './request-filter.ts';
import type { ListedRequest } from './sealed-request.ts';
import type { TeamPlace } from './work-wishes.ts';

const requestsPerPage = 25;

export interface RequestPage {
	requests: ListedRequest[];
	hasMore: boolean;
	/** Who of the team may take one on. */
	members: { id: string; name: string }[];
	services: { id: string; name: string; signsAs: 'role' | 'name' }[];
	today: string;
}

/** The requests of a team without their content: those that wait first, by the day an answer is promised. */
export async function listRequests(
	database: Database,
	person: SignedIn,
	wish: TeamPlace & { filter: RequestFilter; language: Language },
): Promise<RequestPage | { refused: 'unknown' }> {
	const { organisationId, filter, language } = wish;
	const actor = findActor(person, wish, access.listRequests);
	if (actor === undefined) return { refused: 'unknown' };
	const today = readClock(new Date()).date;
	return actAs(database, { ...actor, teamId: wish.teamId }, async (tx) => {
		const found = await selectLines(tx, {
			where: sql<boolean>`${whereOfTeam(wish)} and ${whereFits(filter, { today, me: person.personId })}`,
			order: sql`r.closed_at is not null, not r.waits_for_team, r.due_on, r.sent_at, r.id`,
			limit: requestsPerPage + 1,
			offset: (filter.page - 1) * requestsPerPage,
		});
		const signings = await tx
			.selectFrom('request_intake')
			.select(['service_id', 'signs_as'])
			.where('organisation_id', '=', organisationId)
			.execute();
		const byName = new Set(signings.filter((each) => each.signs_as === 'name').map((each) => each.service_id));
		const members = await listTeamMembers(tx, wish.teamId);
		const named = await nameOwnServices(tx, { organisationId, language });
		return {
			requests: found.slice(0, requestsPerPage),
			hasMore: found.length > requestsPerPage,
			members: members.map(({ personId, name }) => ({ id: personId, name })),
			services: named.map(({ id, name }) => ({ id, name, signsAs: byName.has(id) ? 'name' : 'role' })),
			today,
		};
	});
}
