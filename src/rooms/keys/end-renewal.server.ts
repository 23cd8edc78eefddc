import type { Database } from '#house/database/kysely.ts';
import type { SignedIn } from '#rooms/identity/signed-in.ts';
import { access } from './access.ts';
import type { TeamKeyChangeOf } from './key-changes.ts';
import { changeTeamKey, type Changed, type TeamScope } from './private/change-team-key.ts';
import { isHolder } from './private/team-keys.ts';

/** Forgets the older secrets and what was sealed of them, once nothing needs them any more: the database refuses it before. */
export function endRenewal(
	database: Database,
	by: { person: SignedIn; scope: TeamScope },
	{ epoch }: TeamKeyChangeOf<'end_renewal'>,
): Promise<Changed> {
	return changeTeamKey(database, by, {
		allowed: access.endRenewal,
		act: 'team_key.renewal_ended',
		async work(tx, actor, epochs) {
			if (epochs[0]?.epoch !== epoch || epochs[0].state !== 'current') return 'moved_on';
			if (!(await isHolder(tx, actor, epoch))) return 'not_holder';
			const { organisationId, teamId } = actor;
			await tx
				.updateTable('team_key')
				.set({ previous_secret: null })
				.where('organisation_id', '=', organisationId)
				.where('team_id', '=', teamId)
				.where('previous_secret', 'is not', null)
				.execute();
			for (const table of ['team_key_wrap', 'team_key_recovery_wrap'] as const) {
				await tx
					.deleteFrom(table)
					.where('organisation_id', '=', organisationId)
					.where('team_id', '=', teamId)
					.where('epoch', '<', epoch)
					.execute();
			}
			return undefined;
		},
	});
}
