import type { Place } from '#house/crypto/envelope.ts';

export type OwnKeyRefusal = 'unknown' | 'step_up' | 'has_key' | 'no_lasting_way' | 'last_way' | 'not_yours';

/** The place in which a change of slots is signed: whoever has opened an identity may say how it is opened. */
export function placeOfSlotChange(keyId: string, change: 'put' | 'remove', object: string): Place {
	return { kind: `slot_${change}`, organisation: '', team: '', container: keyId, object, version: 1 };
}
