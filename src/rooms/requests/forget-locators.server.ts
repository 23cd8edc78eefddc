import type { Database } from '#house/database/kysely.ts';
import { actAs } from '#house/database/act-as.ts';
import { doPart } from '#house/database/do-part.ts';

/** Forgets the locators with which nothing was sent in time. */
export async function forgetLocators(database: Database): Promise<void> {
	await actAs(database, {}, (tx) =>
		doPart(tx, 'forgetting', async () => {
			await tx.deleteFrom('request_locator').execute();
		}),
	);
}
