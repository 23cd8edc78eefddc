import { readPassphrase, refusePassphrase, type PassphraseRefusal } from '#house/crypto/passphrase.ts';
import type { ExportLock } from '../../export-archive.ts';

/** To whom an export is sealed, as it was typed: an age recipient, or a passphrase strong enough to leave the house. */
export function readLock(
	typed: string,
	about: readonly string[],
): ExportLock | { refused: PassphraseRefusal | 'secret_given' } {
	const text = typed.trim();
	if (/^age1[02-9ac-hj-np-z]{58}$/.test(text)) return { recipient: text };
	// An identity was pasted in place of the recipient that belongs to it: it must not become a passphrase.
	if (text.toUpperCase().startsWith('AGE-SECRET-KEY-')) return { refused: 'secret_given' };
	const refused = refusePassphrase(text, about);
	return refused === undefined ? { passphrase: readPassphrase(text) } : { refused };
}
