import { CannotOpen } from '#house/crypto/envelope.ts';
import { askServer } from '#house/ui/ask-server.ts';
import type { Keyring } from './keyring.ts';
import { openTeamKeys } from './open-team-keys.ts';
import { OwnKeys } from './own-keys.ts';

/** Puts the keys of a team into a keyring as they are now. @throws {CannotOpen} */
export async function putTeam(keyring: Keyring, { teams }: OwnKeys, teamId: string): Promise<void> {
	const mine = teams.find((each) => each.teamId === teamId);
	if (mine === undefined) return;
	const opened = await openTeamKeys(keyring.getIdentity(), mine);
	// Whoever locked in the meantime gets nothing put in.
	if (!keyring.isLocked()) keyring.setTeam(opened);
}

/**
 * Asks for the keys of a team anew and opens them with the identity that is unlocked: after a renewal in another page, or by a colleague,
 * nobody types a passphrase again. What cannot be had or opened leaves the keyring as it is.
 */
export async function reopenTeam(keyring: Keyring, endpoint: string, teamId: string): Promise<void> {
	const asked = await askServer(endpoint, {}, OwnKeys);
	if (!('answer' in asked) || keyring.isLocked()) return;
	try {
		await putTeam(keyring, asked.answer, teamId);
	} catch (error) {
		if (!(error instanceof CannotOpen)) throw error;
	}
}
