import type { Database } from '#house/database/kysely.ts';
import { readClock } from '#house/language/dates.ts';
import { recordAct } from '#rooms/audit/record-act.server.ts';
import { actAsAsker, askerOf, holdRequest } from './private/as-asker.ts';
import { countRequest } from './private/count-request.ts';
import type { ReceiptProof } from './receipt-proof.ts';

/** Takes everything back that was written, and all that was answered to it: what remains is a count, and that it was done. */
export function withdrawRequest(
	database: Database,
	proof: ReceiptProof,
	now: Date,
): Promise<{ withdrawn: true } | { refused: 'unknown' }> {
	return actAsAsker(database, async (tx) => {
		const kept = await holdRequest(tx, proof);
		if (kept === undefined) return { refused: 'unknown' };
		const { organisationId, requestId } = kept;
		const gone = await tx
			.deleteFrom('request')
			.where('id', '=', requestId)
			.returning('service_id as serviceId')
			.executeTakeFirst();
		// Another tab was first.
		if (gone === undefined) return { refused: 'unknown' };
		await countRequest(tx, { organisationId, ...gone, outcome: 'withdrawn', day: readClock(now).date });
		await recordAct(tx, askerOf(organisationId), { act: 'request.withdrawn', object: `request:${requestId}` });
		return { withdrawn: true };
	});
}
