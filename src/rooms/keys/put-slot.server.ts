import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import type { SignedIn } from '#rooms/identity/signed-in.ts';
import type { NewSlot } from './key-changes.ts';
import { placeOfSlotChange, type OwnKeyRefusal } from './own-key-proof.ts';
import { refuseOwnKeyChange } from './private/hold-own-key.ts';
import { insertSlot } from './private/insert-own-key.ts';
import { recordForPerson } from './private/record-for-person.ts';

/** Adds a way to open one's identity; a passphrase or a code takes the place of the one there was. */
export async function putSlot(
	database: Database,
	person: SignedIn,
	{ keyId, slot, signature }: { keyId: string; slot: NewSlot; signature: Uint8Array },
): Promise<{ put: true } | { refused: OwnKeyRefusal }> {
	if (person.factors === 1) return { refused: 'step_up' };
	const { personId } = person;
	return actAs(database, { personId }, async (tx): Promise<{ put: true } | { refused: OwnKeyRefusal }> => {
		const place = placeOfSlotChange(keyId, 'put', slot.kind);
		const refused = await refuseOwnKeyChange(tx, personId, { keyId, place, content: slot.file, signature });
		if (refused !== undefined) return { refused };
		if (slot.kind !== 'passkey') {
			await tx
				.deleteFrom('staff_key_slot')
				.where('person_id', '=', personId)
				.where('key_id', '=', keyId)
				.where('kind', '=', slot.kind)
				.execute();
		}
		await insertSlot(tx, { personId, keyId }, slot);
		await recordForPerson(tx, person, 'own_key.way_added');
		return { put: true };
	});
}
