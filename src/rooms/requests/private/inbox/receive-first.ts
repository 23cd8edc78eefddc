import { sha256 } from '@noble/hashes/sha2.js';
import type * as z from 'zod';
import { fromBase64, toBase64 } from '#house/crypto/bytes.ts';
import type { TeamKeys } from '#house/crypto/team-secret.ts';
import { askServer } from '#house/ui/ask-server.ts';
import { makeCard } from '../../card.ts';
import type { FirstMessage } from '../../payloads.ts';
import { isInVault, sealCard, sealToVault, type OpenRequest } from '../../seal-work.ts';
import { Moved, ReceivingBegun } from '../../sealed-request.ts';
import type { BeginReceivingWish, ReceiveWish } from '../../work-wishes.ts';

interface First {
	message: FirstMessage;
	to: { epoch: number; keys: TeamKeys };
	version: number;
}

/** The two steps on the server; undefined where one was not done. */
interface Steps<Done> {
	begin: (wish: z.infer<typeof BeginReceivingWish>) => Promise<ReceivingBegun | undefined>;
	receive: (wish: z.infer<typeof ReceiveWish>) => Promise<Done | undefined>;
}

/** The steps as an inbox asks for them. Why one was not done shows in the request, which is read again then. */
export function stepsAt(path: string): Steps<Moved> {
	return {
		async begin(wish) {
			const asked = await askServer(`${path}/receive/begin`, wish, ReceivingBegun);
			return 'answer' in asked ? asked.answer : undefined;
		},
		async receive(wish) {
			const asked = await askServer(`${path}/receive`, wish, Moved);
			return 'answer' in asked ? asked.answer : undefined;
		},
	};
}

/**
 * What the first opening leaves behind: the keys in the team's vault, and the line of the list. What was sealed to the intake is given up
 * only once the server has shown what it stored, and that has opened here to the same keys. Undefined: nothing was changed.
 */
export async function receiveFirst<Done>(
	opened: OpenRequest,
	{ message, to: { epoch, keys }, version }: First,
	{ begin, receive }: Steps<Done>,
): Promise<Done | undefined> {
	const vault = { epoch, key: keys.vaultKey };
	const wish = { requestId: opened.scope.requestId, version, vaultEpoch: epoch };
	const stored = await begin({ ...wish, vaultWrap: sealToVault(opened, vault) });
	if (stored === undefined || !isInVault(opened, stored.vaultWrap, vault)) return undefined;
	const hash = toBase64(sha256(fromBase64(stored.vaultWrap)));
	return receive({ ...wish, hash, card: sealCard(opened, makeCard(message), 1) });
}
