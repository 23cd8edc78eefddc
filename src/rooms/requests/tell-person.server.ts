import { sql, type Transaction } from 'kysely';
import { bytesToUtf8 } from '#house/crypto/bytes.ts';
import { doPart } from '#house/database/do-part.ts';
import type { DB } from '#house/database/schema.ts';
import { languages } from '#house/language/language.ts';
import { sendMail } from '#house/mail/send-mail.server.ts';
import { findOuterLayer } from '#rooms/keys/find-outer-layer.server.ts';
import { NOTICE_MAIL } from './notice-mail.ts';

/**
 * Says that there is something to read, to whoever wished so: once, until they have come back. In the transaction of what there is to read,
 * which acts for the team; what is told to whom, it does not see.
 */
export async function tellPerson(tx: Transaction<DB>, requestId: string): Promise<void> {
	const request = await tx
		.selectFrom('request')
		.select(['organisation_id as organisationId', 'retention_month as month'])
		.where('id', '=', requestId)
		.executeTakeFirst();
	if (request === undefined) return;
	const notice = await takeNotice(tx, requestId);
	if (notice === undefined) return;
	const layer = await findOuterLayer(tx, request);
	const to = bytesToUtf8(layer.take(`${requestId}:notice`, notice.address));
	const language = languages.find((each) => each === notice.language) ?? 'fr';
	await sendMail(tx, { kind: NOTICE_MAIL, to, language, data: {} });
}

function takeNotice(tx: Transaction<DB>, requestId: string) {
	return doPart(tx, 'telling', () =>
		tx
			.updateTable('request_notice')
			.set({ told_at: sql`now()` })
			.where('request_id', '=', requestId)
			.where('told_at', 'is', null)
			.returning(['address', 'language'])
			.executeTakeFirst(),
	);
}
