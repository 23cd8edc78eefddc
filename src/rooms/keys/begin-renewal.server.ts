import type { Database } from '#house/database/kysely.ts';
import type { SignedIn } from '#rooms/identity/signed-in.ts';
import { access } from './access.ts';
import type { TeamKeyChangeOf } from './key-changes.ts';
import { changeTeamKey, type Changed, type TeamScope } from './private/change-team-key.ts';
import { insertRecoveryWrap, insertWraps, isHolder } from './private/team-keys.ts';

/** A new epoch of a team's key, sealed for every holder, that is not used yet. Of two who begin at once, one is told so. */
export function beginRenewal(
	database: Database,
	by: { person: SignedIn; scope: TeamScope },
	{ epoch, intakeRecipient, previousSecret, wraps, recovery }: TeamKeyChangeOf<'begin_renewal'>,
): Promise<Changed> {
	return changeTeamKey(database, by, {
		allowed: access.beginRenewal,
		act: 'team_key.renewal_begun',
		async work(tx, actor, epochs) {
			if (epochs.some(({ state }) => state === 'preparing')) return 'already_begun';
			const current = epochs.find(({ state }) => state === 'current')?.epoch;
			if (current === undefined || epoch !== current + 1) return 'already_begun';
			if (!(await isHolder(tx, actor, current))) return 'not_holder';
			const { organisationId: organisation_id, teamId: team_id, personId: made_by } = actor;
			const made = await tx
				.insertInto('team_key')
				.values({
					organisation_id,
					team_id,
					made_by,
					epoch,
					state: 'preparing',
					intake_recipient: intakeRecipient,
					previous_secret: previousSecret,
				})
				// Two at once: the second waited for the rows there were, and finds the one of the first here.
				.onConflict((conflict) => conflict.doNothing())
				.returning('epoch')
				.executeTakeFirst();
			if (made === undefined) return 'already_begun';
			await insertWraps(tx, actor, { epoch, wraps });
			if (recovery !== null) await insertRecoveryWrap(tx, actor, { epoch, wrap: recovery });
			return undefined;
		},
	});
}
