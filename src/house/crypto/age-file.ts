import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { CannotOpen } from './envelope.ts';

/** An identity of age, X25519: what the ordinary `age` command opens. `AGE-SECRET-KEY-1…` */
export function makeIdentity(): Promise<string> {
	return generateX25519Identity();
}

/** What others seal to: `age1…`, or `age1pq1…` for a hybrid identity. */
export function recipientOf(identity: string): Promise<string> {
	return identityToRecipient(identity);
}

/**
 * The work of a passphrase slot: scrypt with N = 2^17, as for a receipt. A passphrase made here has 75 bits; age's own 2^18 would take
 * twice the time, on each unlocking, for one bit more.
 */
const PASSPHRASE_WORK = 17;

export function sealToRecipients(content: Uint8Array, recipients: readonly string[]): Promise<Uint8Array> {
	// An empty list would make a file that nobody opens.
	if (recipients.length === 0) throw new TypeError('a file needs someone who can open it');
	const encrypter = new Encrypter();
	for (const recipient of recipients) encrypter.addRecipient(recipient);
	return encrypter.encrypt(content);
}

export function sealWithPassphrase(content: Uint8Array, passphrase: string): Promise<Uint8Array> {
	const encrypter = new Encrypter();
	encrypter.setScryptWorkFactor(PASSPHRASE_WORK);
	encrypter.setPassphrase(passphrase);
	return encrypter.encrypt(content);
}

/** @throws {CannotOpen} */
export async function openWithIdentity(file: Uint8Array, identity: string): Promise<Uint8Array> {
	const decrypter = new Decrypter();
	decrypter.addIdentity(identity);
	return orCannotOpen(decrypter.decrypt(file));
}

/** @throws {CannotOpen} */
export async function openWithPassphrase(file: Uint8Array, passphrase: string): Promise<Uint8Array> {
	const decrypter = new Decrypter();
	decrypter.addPassphrase(passphrase);
	return orCannotOpen(decrypter.decrypt(file));
}

async function orCannotOpen(opening: Promise<Uint8Array>): Promise<Uint8Array> {
	try {
		return await opening;
	} catch {
		throw new CannotOpen('The age file does not open with this.');
	}
}
