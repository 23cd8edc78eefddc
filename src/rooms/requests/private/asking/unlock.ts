import * as z from 'zod/mini';
import { askServer, type Trouble } from '#house/ui/ask-server.ts';
import type { Receipt } from '#house/crypto/receipt.ts';
import { deriveRequesterKeys } from '#house/crypto/requester-keys.ts';
import { Conversation } from '../../conversation.ts';
import { openRequestKey } from '../../conversation-view.ts';
import type { ReceiptProof } from '../../receipt-proof.ts';
import { inBase64, writeJson } from '../../sent-request.ts';

/** What opens a conversation, in the memory of the page. */
export interface Unlocked {
	proof: ReceiptProof;
	request: Uint8Array;
	signingSeed: Uint8Array;
}

const Salted = z.object({ salt: inBase64({ exactly: 16 }) });

/** Opens a conversation with its receipt: the secret stays here. */
export async function unlock(
	page: string,
	receipt: Receipt,
	onProgress: (done: number) => void,
): Promise<{ unlocked: Unlocked; conversation: Conversation } | Trouble> {
	const salted = await askServer(`${page}/salt`, { locator: receipt.locator }, Salted);
	if ('trouble' in salted) return salted;
	const keys = await deriveRequesterKeys(receipt, salted.answer.salt, onProgress);
	const proof = { locator: receipt.locator, authentication: keys.authentication };
	const opened = await askServer(`${page}/open`, toBody(proof), Conversation);
	if ('trouble' in opened) return opened;
	const request = openRequestKey(opened.answer, keys.wrapping);
	keys.wrapping.fill(0);
	return { unlocked: { proof, request, signingSeed: keys.signingSeed }, conversation: opened.answer };
}

/** Overwrites what opens a conversation and what proves the receipt. */
export function wipe(unlocked: Unlocked | undefined): void {
	if (unlocked === undefined) return;
	for (const key of [unlocked.request, unlocked.signingSeed, unlocked.proof.authentication]) key.fill(0);
}

/** As JSON takes it: bytes in base64. */
export function toBody(value: object): object {
	const body: object = JSON.parse(writeJson(value));
	return body;
}
