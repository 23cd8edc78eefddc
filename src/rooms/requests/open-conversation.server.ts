import { CannotOpen } from '#house/crypto/envelope.ts';
import type { Database } from '#house/database/kysely.ts';
import { readClock } from '#house/language/dates.ts';
import type { Conversation } from './conversation.ts';
import { actAsAsker, holdRequest } from './private/as-asker.ts';
import { prolongOpen } from './private/keep-until.ts';
import { readConversation } from './private/read-conversation.ts';
import type { ReceiptProof } from './receipt-proof.ts';

/**
 * The conversation of a receipt, sealed. It is kept longer, for it is in use, and whoever wished so is told of the next answer again.
 * `unknown`: no such receipt, or its request is gone; which of them is not told. `over`: its time has ended.
 */
export async function openConversation(
	database: Database,
	proof: ReceiptProof,
	now: Date,
): Promise<{ conversation: Conversation } | { refused: 'unknown' | 'over' }> {
	try {
		return await actAsAsker(database, async (tx) => {
			const kept = await holdRequest(tx, proof);
			if (kept === undefined) return { refused: 'unknown' };
			await prolongOpen(tx, kept, readClock(now).date);
			await tx.updateTable('request_notice').set({ told_at: null }).where('request_id', '=', kept.requestId).execute();
			return { conversation: await readConversation(tx, kept) };
		});
	} catch (error) {
		if (error instanceof CannotOpen) return { refused: 'over' };
		throw error;
	}
}
