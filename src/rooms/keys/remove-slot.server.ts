import { utf8ToBytes } from '#house/crypto/bytes.ts';
import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import type { SignedIn } from '#rooms/identity/signed-in.ts';
import { placeOfSlotChange, type OwnKeyRefusal } from './own-key-proof.ts';
import { refuseOwnKeyChange } from './private/hold-own-key.ts';
import { recordForPerson } from './private/record-for-person.ts';

/** Takes away a way to open one's identity. The last one that is not a passkey stays. */
export async function removeSlot(
	database: Database,
	person: SignedIn,
	{ keyId, slotId, signature }: { keyId: string; slotId: string; signature: Uint8Array },
): Promise<{ removed: true } | { refused: OwnKeyRefusal }> {
	if (person.factors === 1) return { refused: 'step_up' };
	const { personId } = person;
	return actAs(database, { personId }, async (tx): Promise<{ removed: true } | { refused: OwnKeyRefusal }> => {
		const place = placeOfSlotChange(keyId, 'remove', slotId);
		const refused = await refuseOwnKeyChange(tx, personId, { keyId, place, content: utf8ToBytes(slotId), signature });
		if (refused !== undefined) return { refused };
		const slots = await tx
			.selectFrom('staff_key_slot')
			.select(['id', 'kind'])
			.where('person_id', '=', personId)
			.where('key_id', '=', keyId)
			.execute();
		if (slots.every(({ id }) => id !== slotId)) return { refused: 'unknown' };
		if (slots.every(({ id, kind }) => id === slotId || kind === 'passkey')) return { refused: 'last_way' };
		await tx.deleteFrom('staff_key_slot').where('id', '=', slotId).execute();
		await recordForPerson(tx, person, 'own_key.way_removed');
		return { removed: true };
	});
}
