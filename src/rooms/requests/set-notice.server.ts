import type { Database } from '#house/database/kysely.ts';
import type { Language } from '#house/language/language.ts';
import { actAsAsker, holdRequest } from './private/as-asker.ts';
import { forgetNotice, writeNotice } from './private/write-notice.ts';
import type { ReceiptProof } from './receipt-proof.ts';

/** Changes where one is told of an answer, or stops it: `address` null. */
export function setNotice(
	database: Database,
	proof: ReceiptProof,
	{ address, language }: { address: string | null; language: Language },
): Promise<{ hasNotice: boolean } | { refused: 'unknown' }> {
	return actAsAsker(database, async (tx) => {
		const kept = await holdRequest(tx, proof);
		if (kept === undefined) return { refused: 'unknown' };
		if (address === null) {
			await forgetNotice(tx, kept);
			return { hasNotice: false };
		}
		const { retention_month: month } = await tx
			.selectFrom('request')
			.select('retention_month')
			.where('id', '=', kept.requestId)
			.forUpdate()
			.executeTakeFirstOrThrow();
		await writeNotice(tx, { ...kept, month, address, language });
		return { hasNotice: true };
	});
}
