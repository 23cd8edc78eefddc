import type { Database } from '#house/database/kysely.ts';
import type { SignedIn } from '#rooms/identity/signed-in.ts';
import { access } from './access.ts';
import type { TeamKeyChangeOf } from './key-changes.ts';
import { changeTeamKey, type Changed, type TeamScope } from './private/change-team-key.ts';
import { insertWraps, isHolder } from './private/team-keys.ts';

/** A holder gives the team's key to a colleague of the team, once both have compared the fingerprint. */
export function giveTeamKey(
	database: Database,
	by: { person: SignedIn; scope: TeamScope },
	{ epoch, wrap }: TeamKeyChangeOf<'give'>,
): Promise<Changed> {
	return changeTeamKey(database, by, {
		allowed: access.giveTeamKey,
		act: 'team_key.given',
		details: { person: wrap.personId },
		async work(tx, actor, epochs) {
			if (epochs.some(({ state }) => state === 'preparing')) return 'already_begun';
			if (epochs.find(({ state }) => state === 'current')?.epoch !== epoch) return 'moved_on';
			if (!(await isHolder(tx, actor, epoch))) return 'not_holder';
			await insertWraps(tx, actor, { epoch, wraps: [wrap] });
			return undefined;
		},
	});
}
