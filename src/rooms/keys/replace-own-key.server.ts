import { sql } from 'kysely';
import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import type { SignedIn } from '#rooms/identity/signed-in.ts';
import type { NewOwnKey } from './key-changes.ts';
import type { OwnKeyRefusal } from './own-key-proof.ts';
import { hasLastingWay, insertOwnKey } from './private/insert-own-key.ts';
import { recordForPerson } from './private/record-for-person.ts';

/**
 * For whoever has lost every way to open theirs: the old identity is retired, what was sealed for it of teams' keys goes, and the holders
 * give the team's key again.
 */
export async function replaceOwnKey(
	database: Database,
	person: SignedIn,
	{ keyId, key }: { keyId: string; key: NewOwnKey },
): Promise<{ keyId: string } | { refused: OwnKeyRefusal }> {
	if (person.factors === 1) return { refused: 'step_up' };
	if (!hasLastingWay(key.slots)) return { refused: 'no_lasting_way' };
	const { personId } = person;
	return actAs(database, { personId }, async (tx): Promise<{ keyId: string } | { refused: OwnKeyRefusal }> => {
		const retired = await tx
			.updateTable('staff_key')
			.set({ retired_at: sql`clock_timestamp()` })
			.where('person_id', '=', personId)
			.where('id', '=', keyId)
			.where('retired_at', 'is', null)
			.executeTakeFirst();
		if (retired.numUpdatedRows === 0n) return { refused: 'unknown' };
		await tx.deleteFrom('team_key_wrap').where('person_id', '=', personId).execute();
		await tx.deleteFrom('staff_key_slot').where('person_id', '=', personId).execute();
		const made = await insertOwnKey(tx, personId, key);
		await recordForPerson(tx, person, 'own_key.replaced');
		return { keyId: made };
	});
}
