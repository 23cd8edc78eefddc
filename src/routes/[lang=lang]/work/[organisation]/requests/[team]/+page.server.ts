import { ServerOnly } from '#house/web/server-only.ts';
import { access } from '#rooms/requests/access.ts';
import { listRequests } from '#rooms/requests/list-requests.server.ts';
import { listTemplates } from '#rooms/requests/list-templates.server.ts';
import { readRequestFilter } from '#rooms/requests/request-filter.ts';
import { orNoPage } from '../../get-place.server.ts';
import type { PageServerLoad } from './$types';
import { getTeam } from './get-team.server.ts';

export const load: PageServerLoad = async (event) => {
	const team = await getTeam(event, access.listRequests);
	const { person, organisationId, organisation, teamId, teamName, language } = team;
	const filter = readRequestFilter(event.url.searchParams);
	const wish = { organisationId, teamId };
	const { database } = event.locals;
	const listed = orNoPage(await listRequests(database, person, { ...wish, filter, language }));
	const { templates } = orNoPage(await listTemplates(database, person, wish));
	const me = { id: person.personId, name: person.name };
	return {
		page: new ServerOnly({ organisation, organisationId, teamId, teamName, filter, ...listed, templates, me }),
	};
};
