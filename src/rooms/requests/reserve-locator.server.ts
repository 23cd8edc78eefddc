import { sql } from 'kysely';
import type { Database } from '#house/database/kysely.ts';
import { makeLocator } from '#house/crypto/receipt.ts';
import { actAsAsker } from './private/as-asker.ts';

/** For how long one may write a receipt down before it is sent. */
const HOURS = 24;

/** The beginning of a receipt that nobody else has, so that it can be written down before anything is sent. */
export function reserveLocator(database: Database): Promise<string> {
	return actAsAsker(database, async (tx) => {
		for (;;) {
			const locator = makeLocator();
			// Among a thousand million hardly ever twice; then another is drawn.
			await sql`select set_config('app.locator', ${locator}, true)`.execute(tx);
			const taken = await tx.selectFrom('request').select('id').where('locator', '=', locator).executeTakeFirst();
			if (taken !== undefined) continue;
			const { numInsertedOrUpdatedRows: count } = await tx
				.insertInto('request_locator')
				.values({ locator, reserved_until: sql`now() + make_interval(hours => ${HOURS})` })
				.onConflict((conflict) => conflict.doNothing())
				.executeTakeFirst();
			if (count === 1n) return locator;
		}
	});
}
