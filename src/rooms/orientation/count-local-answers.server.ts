import { sql, type Transaction } from 'kysely';
import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import type { DB } from '#house/database/schema.ts';

/** Counting anew may take one thousandth of the time, and never more than once a minute. */
const timesOfCounting = 1000;
const leastMilliseconds = 60_000;
/** Of a large directory it is left to the night. */
const mostMilliseconds = 2000;
/** Only one counts at a time. */
const lock = 4_205_111_505;

interface Counted {
	at: Date;
	milliseconds: number;
}

/**
 * Counts who answers locally where, and returns when it was counted. `onlyIfOld`: for a page, which goes by what was counted last unless
 * that is old and counting takes no time; in the night it is counted in any case.
 */
export function countLocalAnswers(
	database: Database,
	{ onlyIfOld = false }: { onlyIfOld?: boolean } = {},
): Promise<Date> {
	return actAs(database, {}, async (tx) => {
		const before = await findCounted(tx);
		if (onlyIfOld && before !== undefined && !isOld(before)) return before.at;
		await sql`select pg_advisory_xact_lock(${lock}::bigint)`.execute(tx);
		const meanwhile = await findCounted(tx);
		if (meanwhile !== undefined && meanwhile.at.getTime() !== before?.at.getTime()) return meanwhile.at;
		const start = performance.now();
		await sql`select count_local_answers()`.execute(tx);
		const { rows } = await sql<{ at: Date }>`
			insert into local_answer_count (counted_at, took_milliseconds) values (clock_timestamp(), ${Math.round(performance.now() - start)})
			on conflict (only_row) do update set counted_at = excluded.counted_at, took_milliseconds = excluded.took_milliseconds
			returning counted_at as at`.execute(tx);
		return rows[0]?.at ?? new Date();
	});
}

async function findCounted(tx: Transaction<DB>): Promise<Counted | undefined> {
	const { rows } = await sql<Counted>`
		select counted_at as at, took_milliseconds as milliseconds from local_answer_count`.execute(tx);
	return rows[0];
}

function isOld({ at, milliseconds }: Counted): boolean {
	const rest = Math.max(leastMilliseconds, milliseconds * timesOfCounting);
	return milliseconds <= mostMilliseconds && Date.now() - at.getTime() > rest;
}
