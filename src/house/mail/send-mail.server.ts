import { randomUUID } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { DB } from '../database/schema.ts';
import { addJob } from '../jobs/add-job.server.ts';
import { isRegistered, OutgoingMail } from './mail.ts';

export const SEND_MAIL = 'send_mail';

/**
 * Leaves a mail in the outbox. It is sent after the transaction is committed, and never when it is rolled back.
 * `data` holds what the template needs and nothing confidential: a mail says that there is something to read, never what.
 */
export async function sendMail(tx: Transaction<DB>, mail: OutgoingMail): Promise<void> {
	const { kind, to, language, data } = OutgoingMail.parse(mail);
	if (!isRegistered(kind)) throw new RangeError(`no template for mail of the kind ${kind}: registerMail at start`);
	const id = randomUUID();
	await tx
		.insertInto('outbox_mail')
		.values({ id, kind, recipient: to, language, data: JSON.stringify(data) })
		.execute();
	await addJob(tx, { name: SEND_MAIL, id });
}
