import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import type { SignedIn } from '#rooms/identity/signed-in.ts';
import type { NewOwnKey } from './key-changes.ts';
import type { OwnKeyRefusal } from './own-key-proof.ts';
import { unlessBroken } from './private/broken-rule.ts';
import { hasLastingWay, insertOwnKey } from './private/insert-own-key.ts';
import { recordForPerson } from './private/record-for-person.ts';

/** Keeps the public half of an identity that someone has just made, and the ways to open it. */
export async function makeOwnKey(
	database: Database,
	person: SignedIn,
	key: NewOwnKey,
): Promise<{ keyId: string } | { refused: OwnKeyRefusal }> {
	if (person.factors === 1) return { refused: 'step_up' };
	if (!hasLastingWay(key.slots)) return { refused: 'no_lasting_way' };
	const { personId } = person;
	const making = actAs(database, { personId }, async (tx) => {
		const keyId = await insertOwnKey(tx, personId, key);
		await recordForPerson(tx, person, 'own_key.made');
		return { keyId };
	});
	return unlessBroken(making, { staff_key_current: 'has_key' as const });
}
