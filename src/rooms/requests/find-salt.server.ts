import { createHmac } from 'node:crypto';
import { sql } from 'kysely';
import type { Database } from '#house/database/kysely.ts';
import { SALT_BYTES } from '#house/crypto/requester-keys.ts';
import { getServerSecret } from '#house/web/get-server-secret.server.ts';
import { actAsAsker } from './private/as-asker.ts';

/**
 * The salt with which a receipt becomes keys. For a locator that nobody has it is made up, always the same one on every server, so that nobody
 * learns which locators there are.
 */
export async function findSalt(database: Database, locator: string): Promise<Uint8Array> {
	const secret = await getServerSecret(database, 'receipt_salt');
	const madeUp = createHmac('sha256', secret).update(locator).digest().subarray(0, SALT_BYTES);
	const row = await actAsAsker(database, async (tx) => {
		await sql`select set_config('app.locator', ${locator}, true)`.execute(tx);
		return tx.selectFrom('request').select('salt').where('locator', '=', locator).executeTakeFirst();
	});
	return row?.salt ?? madeUp;
}
