import { sql } from 'kysely';
import type { Database } from '../database/kysely.ts';
import { workOnOutbox } from './private/work-on-outbox.ts';

const KEPT_DAYS = 7;

/** Erases the addresses of mail that was sent, kept or given up a week ago, and what kept mail says. Returns how many. */
export function eraseMailAddresses(database: Database): Promise<number> {
	return workOnOutbox(database, async (tx) => {
		const result = await tx
			.updateTable('outbox_mail')
			.set({ recipient: null, data: '{}' })
			.where('state', '<>', 'waiting')
			.where('recipient', 'is not', null)
			.where(
				sql<string>`coalesce(sent_at, greatest(created_at, due_at))`,
				'<',
				sql<string>`now() - ${KEPT_DAYS} * interval '1 day'`,
			)
			.executeTakeFirst();
		return Number(result.numUpdatedRows);
	});
}
