import { sql, type Transaction } from 'kysely';
import type { Database } from '#house/database/kysely.ts';
import type { DB } from '#house/database/schema.ts';
import { hashToken } from '../find-session.server.ts';

/** One transaction for a browser that is signing in: row-level security shows it what was begun in it, and nothing else. */
export function forBrowser<Result>(
	database: Database,
	browser: string,
	work: (tx: Transaction<DB>, browserHash: Buffer) => Promise<Result>,
): Promise<Result> {
	const hash = hashToken(browser);
	return database.transaction().execute(async (tx) => {
		await sql`select set_config('app.browser', ${hash.toString('hex')}, true)`.execute(tx);
		return work(tx, hash);
	});
}

export function minutesFromNow(minutes: number): string {
	return new Date(Date.now() + minutes * 60_000).toISOString();
}
