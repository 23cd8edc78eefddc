import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import type { Passkey } from './passkey.ts';
import type { SignedIn } from './signed-in.ts';

/** The passkeys of who is signed in, the newest first. */
export function listPasskeys(database: Database, { personId }: SignedIn): Promise<Passkey[]> {
	return actAs(database, { personId }, (tx) =>
		tx
			.selectFrom('passkey')
			.select(['id', 'label', 'added_at as addedAt', 'used_at as usedAt'])
			.where('person_id', '=', personId)
			.orderBy('added_at', 'desc')
			.execute(),
	);
}
