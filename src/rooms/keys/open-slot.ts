import { openWithPassphrase, recipientOf } from '#house/crypto/age-file.ts';
import { bytesToUtf8, fromBase64 } from '#house/crypto/bytes.ts';
import { CannotOpen } from '#house/crypto/envelope.ts';
import { openWithPasskey } from '#house/crypto/passkey-file.ts';
import { readPassphrase } from '#house/crypto/passphrase.ts';
import { readRecoveryCode } from '#house/crypto/recovery-code.ts';
import type { OwnSlot } from './own-keys.ts';

/**
 * The own identity, by one of its ways. `typed`: the passphrase or the code; a passkey is asked of the device.
 * @throws {CannotOpen} also when what opens is another identity than the one that is published
 */
export async function openSlot(slot: OwnSlot, typed: string, recipient: string): Promise<string> {
	const identity = bytesToUtf8(await openFile(slot, typed));
	if ((await recipientOf(identity)) !== recipient) throw new CannotOpen('The slot holds another identity.');
	return identity;
}

async function openFile({ kind, credential, file }: OwnSlot, typed: string): Promise<Uint8Array> {
	const sealed = fromBase64(file);
	if (kind === 'passkey') return openWithPasskey(sealed, credential ?? '');
	const secret = kind === 'passphrase' ? readPassphrase(typed) : readRecoveryCode(typed);
	if (secret === undefined || secret === '') throw new CannotOpen('Something is missing in what was typed.');
	return openWithPassphrase(sealed, secret);
}
