import { reopenTeam } from '#rooms/keys/reopen-team.ts';
import type { FindTeamKeys } from '../../open-request-content.ts';
import type { InboxState } from './inbox-state.svelte.ts';

/** Finds the team's keys; those of this epoch are asked for anew where the team has renewed its key since the page was unlocked. */
export async function findNewestKeys(
	{ keyring, props: { teamId, endpoints } }: Pick<InboxState, 'keyring' | 'props'>,
	epoch: number,
): Promise<FindTeamKeys> {
	const find = (asked: number) => (keyring?.isLocked() === false ? keyring.findTeamKeys(teamId, asked) : undefined);
	if (keyring !== undefined && find(epoch) === undefined) await reopenTeam(keyring, endpoints.own, teamId);
	return find;
}
