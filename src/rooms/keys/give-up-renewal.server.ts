import type { Database } from '#house/database/kysely.ts';
import type { SignedIn } from '#rooms/identity/signed-in.ts';
import { access } from './access.ts';
import type { TeamKeyChangeOf } from './key-changes.ts';
import { changeTeamKey, type Changed, type TeamScope } from './private/change-team-key.ts';

/** Gives up a new key that is not used yet, as when a colleague came or left while it was made. */
export function giveUpRenewal(
	database: Database,
	by: { person: SignedIn; scope: TeamScope },
	{ epoch }: TeamKeyChangeOf<'give_up_renewal'>,
): Promise<Changed> {
	return changeTeamKey(database, by, {
		allowed: access.giveUpRenewal,
		act: 'team_key.renewal_given_up',
		async work(tx, { organisationId, teamId }, epochs) {
			if (epochs[0]?.epoch !== epoch || epochs[0].state !== 'preparing') return 'moved_on';
			await tx
				.deleteFrom('team_key')
				.where('organisation_id', '=', organisationId)
				.where('team_id', '=', teamId)
				.where('epoch', '=', epoch)
				.execute();
			return undefined;
		},
	});
}
