import type { Database } from '#house/database/kysely.ts';
import type { SignedIn } from '#rooms/identity/signed-in.ts';
import { access } from './access.ts';
import type { TeamKeyChangeOf } from './key-changes.ts';
import { changeTeamKey, type Changed, type TeamScope } from './private/change-team-key.ts';
import { insertWraps } from './private/team-keys.ts';

/** Someone of the team who has opened its secret with the organisation's paper holds it again. */
export function recoverTeamKey(
	database: Database,
	by: { person: SignedIn; scope: TeamScope },
	{ epoch, wrap }: TeamKeyChangeOf<'recover'>,
): Promise<Changed> {
	return changeTeamKey(database, by, {
		allowed: access.recoverTeamKey,
		act: 'team_key.recovered',
		async work(tx, actor, epochs) {
			if (epochs.find(({ state }) => state === 'current')?.epoch !== epoch) return 'moved_on';
			if (wrap.personId !== actor.personId) return 'not_member';
			await insertWraps(tx, actor, { epoch, wraps: [wrap] });
			return undefined;
		},
	});
}
