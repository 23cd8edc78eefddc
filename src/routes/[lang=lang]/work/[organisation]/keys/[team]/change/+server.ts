import { error, json } from '@sveltejs/kit';
import { readJson } from '#house/web/read-json.ts';
import { beginRenewal } from '#rooms/keys/begin-renewal.server.ts';
import { endRenewal } from '#rooms/keys/end-renewal.server.ts';
import { giveRecovery } from '#rooms/keys/give-recovery.server.ts';
import { giveTeamKey } from '#rooms/keys/give-team-key.server.ts';
import { giveUpRenewal } from '#rooms/keys/give-up-renewal.server.ts';
import { TeamKeyChange } from '#rooms/keys/key-changes.ts';
import { makeTeamKey } from '#rooms/keys/make-team-key.server.ts';
import { recoverTeamKey } from '#rooms/keys/recover-team-key.server.ts';
import { useRenewedKey } from '#rooms/keys/use-renewed-key.server.ts';
import { getTeam } from '../get-team.server.ts';
import type { RequestHandler } from './$types';

/** What the script of a team's keys changes. */
export const POST: RequestHandler = async (event) => {
	const { person, scope } = await getTeam(event);
	const answer = await change(event.locals.database, { person, scope }, await readJson(event, TeamKeyChange));
	if ('refused' in answer && answer.refused === 'unknown') error(404);
	return json(answer, { status: 'refused' in answer ? 409 : 200 });
};

type Asked = Parameters<typeof makeTeamKey>;

function change(database: Asked[0], by: Asked[1], wish: TeamKeyChange) {
	switch (wish.change) {
		case 'make':
			return makeTeamKey(database, by, wish);
		case 'give':
			return giveTeamKey(database, by, wish);
		case 'give_recovery':
			return giveRecovery(database, by, wish);
		case 'recover':
			return recoverTeamKey(database, by, wish);
		case 'begin_renewal':
			return beginRenewal(database, by, wish);
		case 'use_renewed':
			return useRenewedKey(database, by, wish);
		case 'give_up_renewal':
			return giveUpRenewal(database, by, wish);
		case 'end_renewal':
			return endRenewal(database, by, wish);
	}
}
