import { openWithIdentity } from '#house/crypto/age-file.ts';
import { fromBase64 } from '#house/crypto/bytes.ts';
import { CannotOpen } from '#house/crypto/envelope.ts';
import { deriveTeamKeys, type TeamKeys } from '#house/crypto/team-secret.ts';
import type { OwnTeam } from './own-keys.ts';
import { openPreviousSecret } from './previous-secret.ts';

/** The keys of a team that someone opened, by epoch. `current`: to which new content is sealed; undefined for whoever does not hold it. */
export interface OpenedTeam {
	teamId: string;
	current: number | undefined;
	epochs: Map<number, TeamKeys>;
}

/**
 * Opens each epoch that this identity opens: by its own file, or by the secret that the epoch after it keeps of it.
 * @throws {CannotOpen} when what opens is not the key that is published
 */
export async function openTeamKeys(identity: string, team: OwnTeam): Promise<OpenedTeam> {
	const epochs = new Map<number, TeamKeys>();
	let kept: Uint8Array | undefined;
	for (const each of team.epochs.toSorted((a, b) => b.epoch - a.epoch)) {
		const secret = each.file === null ? kept : await openWithIdentity(fromBase64(each.file), identity);
		kept = undefined;
		if (secret === undefined) continue;
		const keys = await deriveTeamKeys(secret);
		if (keys.intakeRecipient !== each.intakeRecipient) throw new CannotOpen('This is not the key of that team.');
		epochs.set(each.epoch, keys);
		if (each.previousSecret !== null) {
			kept = openPreviousSecret(fromBase64(each.previousSecret), { ...team, epoch: each.epoch }, keys.vaultKey);
		}
	}
	const current = team.epochs.find(({ state, epoch }) => state === 'current' && epochs.has(epoch))?.epoch;
	return { teamId: team.teamId, current, epochs };
}
