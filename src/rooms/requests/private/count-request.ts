import { sql, type Transaction } from 'kysely';
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
export async function countRequest(
	tx: Transaction<DB>,
	{ organisationId, serviceId, outcome, day, count = 1 }: Counted,
): Promise<void> {
	const month = `${day.slice(0, 7)}-01`;
	await sql`select count_requests(${organisationId}, ${serviceId}, ${month}, ${outcome}, ${count})`.execute(tx);
}
