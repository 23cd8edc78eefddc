import { sql } from 'kysely';
import type { Database } from '../database/kysely.ts';
import { addJob } from '../jobs/add-job.server.ts';
import { workOnOutbox } from './private/work-on-outbox.ts';
import { SEND_MAIL } from './send-mail.server.ts';

const AT_ONCE = 500;

/**
 * Gives a new job to every waiting mail whose own is lost: the process that held it was killed, or the queue gave it up.
 * A mail that is being sent at this moment is not sent twice: its row is locked. Returns how many.
 */
export function resumeMail(database: Database, overdueSeconds: number): Promise<number> {
	return workOnOutbox(database, async (tx) => {
		const lost = await tx
			.selectFrom('outbox_mail')
			.select('id')
			.where('state', '=', 'waiting')
			.where('due_at', '<', sql<Date>`now() - ${overdueSeconds} * interval '1 second'`)
			.orderBy('due_at')
			.limit(AT_ONCE)
			.forUpdate()
			.skipLocked()
			.execute();
		for (const { id } of lost) await addJob(tx, { name: SEND_MAIL, id });
		return lost.length;
	});
}
