import { setImmediate as letOthersAct } from 'node:timers/promises';
import type { RawBuilder, Transaction } from 'kysely';
import type { DB } from './schema.ts';

/**
 * Runs statements in their order; while the database works on one, the next is put together. Of several failures the first is told, once the
 * connection is at rest.
 */
export async function runAhead(tx: Transaction<DB>, statements: AsyncIterable<RawBuilder<unknown>>): Promise<void> {
	let running: Promise<unknown> = Promise.resolve();
	try {
		for await (const statement of statements) {
			await running;
			running = statement.execute(tx);
			// Heard of below, or when the next one is due.
			running.catch(() => undefined);
			await letOthersAct();
		}
	} finally {
		await running;
	}
}
