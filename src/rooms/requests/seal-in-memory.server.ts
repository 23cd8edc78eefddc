import type { Database } from '#house/database/kysely.ts';
import type { Language } from '#house/language/language.ts';
import { writeReceipt } from '#house/crypto/receipt.ts';
import type { Intake } from './intake.ts';
import { deriveInTurn } from './private/derive-in-turn.ts';
import { reserveLocator } from './reserve-locator.server.ts';
import { makeSender, sealRequest, type Draft } from './seal-request.ts';
import type { SealedObject, SentRequest } from './sent-request.ts';

interface Wish {
	draft: Draft;
	notice: string | null;
	intake: Intake;
	language: Language;
}

/**
 * Seals what someone without JavaScript wrote, in the memory of this process, as their browser would; nothing is sent yet.
 * `busy`: too many are being sealed at this moment.
 */
export async function sealInMemory(
	database: Database,
	{ draft, ...to }: Wish,
): Promise<{ receipt: string; sent: SentRequest; objects: SealedObject[] } | { refused: 'busy' }> {
	const sender = makeSender(await reserveLocator(database));
	const keys = await deriveInTurn(sender.receipt, sender.salt);
	if (keys === undefined) return { refused: 'busy' };
	return { receipt: writeReceipt(sender.receipt), ...(await sealRequest(draft, { sender, keys, ...to })) };
}
