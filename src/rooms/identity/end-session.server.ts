import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import type { SignedIn } from './signed-in.ts';

/** Ends one session of who is signed in, wherever it is open: its next request is nobody's. */
export async function endSession(
	database: Database,
	{ personId }: SignedIn,
	sessionId: string,
): Promise<{ ended: true } | { refused: 'unknown' }> {
	const { numDeletedRows } = await actAs(database, { personId }, (tx) =>
		tx.deleteFrom('session').where('id', '=', sessionId).where('person_id', '=', personId).executeTakeFirstOrThrow(),
	);
	return numDeletedRows === 1n ? { ended: true } : { refused: 'unknown' };
}
