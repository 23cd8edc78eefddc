import { sql } from 'kysely';
import type { Database } from '#house/database/kysely.ts';

/**
 * Erases what was written, twelve months after the answer or two years after it came without one, and addresses after 90 days. Row-level
 * security knows the same delays, and lets this reach nothing else. Returns how many words and addresses.
 */
export function eraseSuggestions(database: Database): Promise<{ words: number; addresses: number }> {
	return database.transaction().execute(async (tx) => {
		await sql`select set_config('app.part', 'forgetting', true)`.execute(tx);
		const { numDeletedRows } = await tx.deleteFrom('service_suggestion_address').executeTakeFirst();
		const { numUpdatedRows } = await tx
			.updateTable('service_suggestion')
			.set({ words: null, from_name: null })
			.where('words', 'is not', null)
			.where(
				sql<boolean>`coalesce(answered_on, (received_on + interval '12 months')::date) < (now() at time zone 'Europe/Brussels')::date - interval '12 months'`,
			)
			.executeTakeFirst();
		return { words: Number(numUpdatedRows), addresses: Number(numDeletedRows) };
	});
}
