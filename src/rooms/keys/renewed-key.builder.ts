import type { Database } from '#house/database/kysely.ts';
import { aKeyOfTeam, type TeamWithKeys } from './team-keys.builder.ts';

/** The key of a team renewed: a new epoch, with the same holders. */
export async function aRenewedKey(owner: Database, team: TeamWithKeys): Promise<TeamWithKeys> {
	await owner
		.updateTable('team_key')
		.set({ state: 'past', past_from: new Date() })
		.where('team_id', '=', team.teamId)
		.execute();
	return aKeyOfTeam(owner, { ...team, epoch: team.epoch + 1 });
}
