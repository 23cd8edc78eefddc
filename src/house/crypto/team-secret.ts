import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bech32 } from '@scure/base';
import { recipientOf } from './age-file.ts';
import { KEY_BYTES, randomBytes, utf8ToBytes } from './bytes.ts';

/** What a team's key-holders have in common, in one epoch: 32 bytes, and all that follows from them. */
export interface TeamKeys {
	secret: Uint8Array;
	/** Requests are sealed to its recipient: age, hybrid (ML-KEM-768 with X25519). */
	intakeIdentity: string;
	intakeRecipient: string;
	/** Symmetric: what is opened often is wrapped under it. */
	vaultKey: Uint8Array;
}

export function makeTeamSecret(): Uint8Array {
	return randomBytes(KEY_BYTES);
}

/** HKDF-SHA256 of the team secret, with the labels `intake` and `vault`. */
export async function deriveTeamKeys(secret: Uint8Array): Promise<TeamKeys> {
	if (secret.length !== KEY_BYTES) throw new TypeError(`a team secret has ${KEY_BYTES} bytes`);
	const intakeIdentity = writeHybridIdentity(derive(secret, 'intake'));
	return {
		secret,
		intakeIdentity,
		intakeRecipient: await recipientOf(intakeIdentity),
		vaultKey: derive(secret, 'vault'),
	};
}

function derive(secret: Uint8Array, label: 'intake' | 'vault'): Uint8Array {
	return hkdf(sha256, secret, undefined, utf8ToBytes(`maillage ${label}`), KEY_BYTES);
}

/** As age writes the seed of a hybrid identity (C2SP, age: "The hybrid recipient type"). */
function writeHybridIdentity(seed: Uint8Array): string {
	return bech32.encodeFromBytes('AGE-SECRET-KEY-PQ-', seed).toUpperCase();
}
