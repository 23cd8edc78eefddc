import { open, seal, type Place } from '#house/crypto/envelope.ts';

/** The epoch of a team in which something is sealed. */
export interface EpochScope {
	organisationId: string;
	teamId: string;
	epoch: number;
}

/** The secret of the epoch before, under the vault key of this one: whoever has the new key reads what is older. */
export function sealPreviousSecret(secret: Uint8Array, scope: EpochScope, vaultKey: Uint8Array): Uint8Array {
	return seal(vaultKey, place(scope), secret);
}

/** @throws {CannotOpen} */
export function openPreviousSecret(sealed: Uint8Array, scope: EpochScope, vaultKey: Uint8Array): Uint8Array {
	return open(vaultKey, place(scope), sealed);
}

function place({ organisationId, teamId, epoch }: EpochScope): Place {
	return {
		kind: 'previous_secret',
		organisation: organisationId,
		team: teamId,
		container: teamId,
		object: `epoch ${epoch - 1}`,
		version: epoch,
	};
}
