import { openWithIdentity } from '#house/crypto/age-file.ts';
import { fromBase64 } from '#house/crypto/bytes.ts';
import { CannotOpen } from '#house/crypto/envelope.ts';
import { deriveTeamKeys } from '#house/crypto/team-secret.ts';
import type { TeamKeyState } from '../team-key.ts';
import type { HeldEpoch } from './team-key-work.ts';

/**
 * Opens a team's current secret with the organisation's paper.
 * @throws {CannotOpen}
 */
export async function openWithPaper(team: TeamKeyState, identity: string): Promise<HeldEpoch> {
	const current = team.epochs.find(({ state }) => state === 'current');
	const file = team.recovery?.holds.find(({ epoch }) => epoch === current?.epoch)?.file;
	if (current === undefined || file === undefined) throw new CannotOpen('Nothing is sealed for the paper.');
	const keys = await deriveTeamKeys(await openWithIdentity(fromBase64(file), identity));
	if (keys.intakeRecipient !== current.intakeRecipient) throw new CannotOpen('This is not the key of that team.');
	return { scope: { ...team, epoch: current.epoch }, keys };
}
