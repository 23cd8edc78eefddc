import type { Database } from '#house/database/kysely.ts';
import type { Receipt } from '#house/crypto/receipt.ts';
import type { RequesterKeys } from '#house/crypto/requester-keys.ts';
import { findSalt } from './find-salt.server.ts';
import { deriveInTurn } from './private/derive-in-turn.ts';

/** The keys of a receipt, derived in the memory of this process for whoever has no JavaScript. `busy`: too many wait for theirs. */
export async function openInMemory(database: Database, receipt: Receipt): Promise<RequesterKeys | { refused: 'busy' }> {
	const keys = await deriveInTurn(receipt, await findSalt(database, receipt.locator));
	return keys ?? { refused: 'busy' };
}
