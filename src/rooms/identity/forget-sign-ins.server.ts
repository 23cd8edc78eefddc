import { sql } from 'kysely';
import type { Database } from '#house/database/kysely.ts';

/** Deletes what was begun and has expired, and sessions that have ended. Row-level security lets this reach nothing else. */
export async function forgetSignIns(database: Database): Promise<void> {
	await database.transaction().execute(async (tx) => {
		await sql`select set_config('app.part', 'forgetting', true)`.execute(tx);
		await tx.deleteFrom('sign_in_code').execute();
		await tx.deleteFrom('passkey_challenge').execute();
		await tx.deleteFrom('issuer_attempt').execute();
		await tx.deleteFrom('unlinked_identity').execute();
		await tx.deleteFrom('session').execute();
	});
}
