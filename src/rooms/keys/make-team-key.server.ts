import type { Database } from '#house/database/kysely.ts';
import type { SignedIn } from '#rooms/identity/signed-in.ts';
import { access } from './access.ts';
import type { TeamKeyChangeOf } from './key-changes.ts';
import { changeTeamKey, type Changed, type TeamScope } from './private/change-team-key.ts';
import { insertWraps } from './private/team-keys.ts';

/** The first key of a team, made in the browser of its first holder. */
export function makeTeamKey(
	database: Database,
	by: { person: SignedIn; scope: TeamScope },
	{ intakeRecipient, wrap }: TeamKeyChangeOf<'make'>,
): Promise<Changed> {
	return changeTeamKey(database, by, {
		allowed: access.makeTeamKey,
		act: 'team_key.made',
		async work(tx, actor, epochs) {
			if (epochs.length > 0) return 'has_key';
			if (wrap.personId !== actor.personId) return 'not_member';
			const { organisationId: organisation_id, teamId: team_id, personId: made_by } = actor;
			await tx
				.insertInto('team_key')
				.values({
					organisation_id,
					team_id,
					made_by,
					epoch: 1,
					state: 'current',
					intake_recipient: intakeRecipient,
					current_from: new Date(),
				})
				.execute();
			await insertWraps(tx, actor, { epoch: 1, wraps: [wrap] });
			return undefined;
		},
	});
}
