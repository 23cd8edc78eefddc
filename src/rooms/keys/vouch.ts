import { bytesToUtf8, utf8ToBytes } from '#house/crypto/bytes.ts';
import { CannotOpen, open, seal, type Place } from '#house/crypto/envelope.ts';
import type { EpochScope } from './previous-secret.ts';

/**
 * Says, under the key of a team, that a recipient's fingerprint was compared: `whose` is a person, or the paper of the organisation. The
 * server cannot say so for another recipient, when the key is renewed and sealed to all of them again.
 */
export function vouchFor(recipient: string, whose: string, { scope, vaultKey }: Vouching): Uint8Array {
	return seal(vaultKey, place(whose, scope), utf8ToBytes(recipient));
}

export function isVouchedFor(vouch: Uint8Array, claim: { recipient: string; whose: string }, by: Vouching): boolean {
	try {
		return bytesToUtf8(open(by.vaultKey, place(claim.whose, by.scope), vouch)) === claim.recipient;
	} catch (error) {
		if (error instanceof CannotOpen) return false;
		throw error;
	}
}

export interface Vouching {
	scope: EpochScope;
	vaultKey: Uint8Array;
}

function place(whose: string, { organisationId, teamId, epoch }: EpochScope): Place {
	return {
		kind: 'vouch',
		organisation: organisationId,
		team: teamId,
		container: teamId,
		object: whose,
		version: epoch,
	};
}
