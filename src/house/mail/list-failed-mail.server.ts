import { z } from 'zod';
import type { Database } from '../database/kysely.ts';
import { workOnOutbox } from './private/work-on-outbox.ts';

/** For the operator: that a mail was given up, or is still being tried, and why; never to whom. */
const FailedMail = z.object({
	id: z.string(),
	kind: z.string(),
	state: z.enum(['waiting', 'failed']),
	failure: z.string(),
	attempts: z.number(),
	createdAt: z.date(),
	nextAttemptAt: z.date().nullable(),
});
export type FailedMail = z.infer<typeof FailedMail>;

const LONGEST_LIST = 200;

/** The newest first, those that were given up and those that wait for another attempt. */
export function listFailedMail(database: Database): Promise<FailedMail[]> {
	return workOnOutbox(database, async (tx) => {
		const rows = await tx
			.selectFrom('outbox_mail')
			.select(['id', 'kind', 'state', 'last_error as failure', 'attempts', 'created_at as createdAt', 'due_at'])
			.where('last_error', 'is not', null)
			.where('state', 'in', ['waiting', 'failed'])
			.orderBy('created_at', 'desc')
			.limit(LONGEST_LIST)
			.execute();
		return rows.map((row) => FailedMail.parse({ ...row, nextAttemptAt: row.state === 'waiting' ? row.due_at : null }));
	});
}
