import type { TeamKeys } from '#house/crypto/team-secret.ts';
import { makeCard } from '../../card.ts';
import type { FirstMessage } from '../../payloads.ts';
import { sealCard, sealToVault, type OpenRequest } from '../../seal-work.ts';

interface First {
	message: FirstMessage;
	to: { epoch: number; keys: TeamKeys };
	version: number;
}

/** What the first opening leaves behind: the keys in the team's vault, and the line of the list. */
export function makeReceiving(opened: OpenRequest, { message, to, version }: First) {
	return {
		requestId: opened.scope.requestId,
		version,
		vaultEpoch: to.epoch,
		vaultWrap: sealToVault(opened, { epoch: to.epoch, key: to.keys.vaultKey }),
		card: sealCard(opened, makeCard(message), 1),
	};
}
