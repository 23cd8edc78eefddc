import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import type { SignedIn } from './signed-in.ts';

/** Ends every session of who is signed in but the one they are using. */
export async function endOtherSessions(database: Database, { personId, sessionId }: SignedIn): Promise<void> {
	await actAs(database, { personId }, (tx) =>
		tx.deleteFrom('session').where('person_id', '=', personId).where('id', '<>', sessionId).execute(),
	);
}
