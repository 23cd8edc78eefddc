import type { Database } from '#house/database/kysely.ts';
import type { SignedIn } from '#rooms/identity/signed-in.ts';
import { access } from './access.ts';
import type { TeamKeyChangeOf } from './key-changes.ts';
import { changeTeamKey, type Changed, type TeamScope } from './private/change-team-key.ts';
import { insertRecoveryWrap, isHolder } from './private/team-keys.ts';

/** A holder seals the team's secret for the organisation's paper. */
export function giveRecovery(
	database: Database,
	by: { person: SignedIn; scope: TeamScope },
	{ epoch, wrap }: TeamKeyChangeOf<'give_recovery'>,
): Promise<Changed> {
	return changeTeamKey(database, by, {
		allowed: access.giveRecovery,
		act: 'team_key.recovery_given',
		async work(tx, actor, epochs) {
			if (epochs.find(({ state }) => state === 'current')?.epoch !== epoch) return 'moved_on';
			if (!(await isHolder(tx, actor, epoch))) return 'not_holder';
			const recovery = await tx
				.selectFrom('recovery_recipient')
				.select('id')
				.where('id', '=', wrap.recoveryId)
				.where('retired_at', 'is', null)
				.forShare()
				.executeTakeFirst();
			if (recovery === undefined) return 'changed_key';
			await insertRecoveryWrap(tx, actor, { epoch, wrap });
			return undefined;
		},
	});
}
