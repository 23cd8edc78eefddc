import type { TeamKeys } from '#house/crypto/team-secret.ts';
import { findNewestKeys } from './find-newest-keys.ts';
import type { InboxState } from './inbox-state.svelte.ts';

/** What the team seals to now. Undefined: it was not given to this person (`epoch` is null then), or cannot be had. */
export async function findCurrentKeys(
	inbox: InboxState,
	epoch: number | null,
): Promise<{ epoch: number; keys: TeamKeys } | undefined> {
	if (epoch === null) return undefined;
	const keys = (await findNewestKeys(inbox, epoch))(epoch);
	return keys && { epoch, keys };
}
