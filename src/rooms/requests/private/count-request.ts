import { sql, type Transaction } from 'kysely';
import { doPart } from '#house/database/do-part.ts';
import type { DB } from '#house/database/schema.ts';

interface Counted {
	organisationId: string;
	serviceId: string;
	outcome: 'sent' | 'withdrawn' | 'erased';
	/** YYYY-MM-DD in Brussels. */
	day: string;
	count?: number;
}

/** Bare counts by month: what remains of a request that is gone. The transaction acts for the organisation. */
export function countRequest(tx: Transaction<DB>, counted: Counted): Promise<void> {
	const { organisationId, serviceId, outcome, day, count = 1 } = counted;
	return doPart(tx, 'counting', async () => {
		await tx
			.insertInto('request_tally')
			.values({
				organisation_id: organisationId,
				service_id: serviceId,
				month: `${day.slice(0, 7)}-01`,
				outcome,
				count,
			})
			.onConflict((conflict) =>
				conflict
					.columns(['organisation_id', 'service_id', 'month', 'outcome'])
					.doUpdateSet({ count: sql`request_tally.count + excluded.count` }),
			)
			.execute();
	});
}
