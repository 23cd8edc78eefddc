import type { Transaction } from 'kysely';
import { doPart } from '#house/database/do-part.ts';
import type { DB } from '#house/database/schema.ts';
import { utf8ToBytes } from '#house/crypto/bytes.ts';
import type { Language } from '#house/language/language.ts';
import { makeOuterLayer } from '#rooms/keys/make-outer-layer.server.ts';
import type { KeptRequest } from './keep-until.ts';

interface Notice extends KeptRequest {
	month: string;
	address: string;
	language: Language;
}

/** Keeps where to say that there is an answer, under the outer layer of the request's month. Replaces what was there. */
export async function writeNotice(tx: Transaction<DB>, notice: Notice): Promise<void> {
	const { organisationId, requestId, month, language } = notice;
	const layer = await makeOuterLayer(tx, { organisationId, month });
	const address = layer.put(`${requestId}:notice`, utf8ToBytes(notice.address));
	await tx
		.insertInto('request_notice')
		.values({ organisation_id: organisationId, request_id: requestId, channel: 'mail', address, language })
		.onConflict((conflict) =>
			conflict.columns(['organisation_id', 'request_id']).doUpdateSet({ address, language, told_at: null }),
		)
		.execute();
}

/** Forgets the address: at the person's wish, and at closing. As the person or as the team, which does not see whether there was one. */
export function forgetNotice(tx: Transaction<DB>, { requestId }: KeptRequest): Promise<void> {
	return doPart(tx, 'telling', async () => {
		await tx.deleteFrom('request_notice').where('request_id', '=', requestId).execute();
	});
}
