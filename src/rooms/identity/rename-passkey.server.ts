import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import type { SignedIn } from './signed-in.ts';

export async function renamePasskey(
	database: Database,
	{ personId }: SignedIn,
	{ passkeyId, label }: { passkeyId: string; label: string },
): Promise<{ renamed: true } | { refused: 'unknown' }> {
	const { numUpdatedRows } = await actAs(database, { personId }, (tx) =>
		tx
			.updateTable('passkey')
			.set({ label })
			.where('id', '=', passkeyId)
			.where('person_id', '=', personId)
			.executeTakeFirstOrThrow(),
	);
	return numUpdatedRows === 1n ? { renamed: true } : { refused: 'unknown' };
}
