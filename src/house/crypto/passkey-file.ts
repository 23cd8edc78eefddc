import { Decrypter, Encrypter, webauthn } from 'age-encryption';
import { CannotOpen } from './envelope.ts';

/**
 * A passkey for encryption (WebAuthn with PRF), which the device asks for by this name. Returns which one it is, as age writes it
 * (`AGE-PLUGIN-FIDO2PRF-1…`). Rejects where the device has none, or the person declines.
 */
export function makePasskey(name: string): Promise<string> {
	return webauthn.createCredential({ keyName: name });
}

/** Seals so that this passkey opens: the device asks for a finger, a face or its code. */
export function sealWithPasskey(content: Uint8Array, credential: string): Promise<Uint8Array> {
	const encrypter = new Encrypter();
	encrypter.addRecipient(new webauthn.WebAuthnRecipient({ identity: credential }));
	return encrypter.encrypt(content);
}

/** @throws {CannotOpen} also when the person declines */
export async function openWithPasskey(file: Uint8Array, credential: string): Promise<Uint8Array> {
	const decrypter = new Decrypter();
	decrypter.addIdentity(new webauthn.WebAuthnIdentity({ identity: credential }));
	try {
		return await decrypter.decrypt(file);
	} catch {
		throw new CannotOpen('The passkey did not open it.');
	}
}
