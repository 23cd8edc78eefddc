import { ServerOnly } from '#house/web/server-only.ts';
import { findActor } from '#rooms/identity/signed-in.ts';
import { access } from '#rooms/keys/access.ts';
import { listTeamKeys } from '#rooms/keys/list-team-keys.server.ts';
import { getPlace, orNoPage } from '../get-place.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { person, organisationId, organisation } = await getPlace(event);
	const { teams } = orNoPage(await listTeamKeys(event.locals.database, person, { organisationId }));
	const shown = teams.map((team) => ({
		...team,
		isMine: findActor(person, { organisationId, teamId: team.teamId }, access.findTeamKey) !== undefined,
	}));
	const keepsPaper = findActor(person, { organisationId }, access.findRecovery) !== undefined;
	return { page: new ServerOnly({ organisation, organisationId, teams: shown, keepsPaper }) };
};
