import { ServerOnly } from '#house/web/server-only.ts';
import { findTeamKey } from '#rooms/keys/find-team-key.server.ts';
import { orNoPage } from '../../get-place.server.ts';
import { getTeam } from './get-team.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { person, organisation, language, scope } = await getTeam(event);
	const { teamName } = orNoPage(await findTeamKey(event.locals.database, person, scope));
	const work = `/${language}/work`;
	const keys = `${work}/${scope.organisationId}/keys`;
	const base = `${keys}/${scope.teamId}`;
	const endpoints = {
		own: `${keys}/own`,
		myKey: `${work}/keys`,
		state: `${base}/state`,
		change: `${base}/change`,
		wraps: `${base}/wraps`,
	};
	return { page: new ServerOnly({ organisation, teamName, props: { language, teamId: scope.teamId, endpoints } }) };
};
