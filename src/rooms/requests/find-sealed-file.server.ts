import type { Database } from '#house/database/kysely.ts';
import { actAsAsker, holdRequest } from './private/as-asker.ts';
import type { ReceiptProof } from './receipt-proof.ts';

/** A file of one's conversation, sealed. */
export function findSealedFile(
	database: Database,
	proof: ReceiptProof,
	fileId: string,
): Promise<{ sealed: Uint8Array; version: number } | { refused: 'unknown' }> {
	return actAsAsker(database, async (tx) => {
		const kept = await holdRequest(tx, proof);
		if (kept === undefined) return { refused: 'unknown' };
		const file = await tx
			.selectFrom('request_object')
			.select(['sealed', 'version'])
			.where('request_id', '=', kept.requestId)
			.where('id', '=', fileId)
			.where('kind', '=', 'file')
			.executeTakeFirst();
		return file ?? { refused: 'unknown' };
	});
}
