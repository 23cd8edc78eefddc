import { recipientOf } from '#house/crypto/age-file.ts';

const BEGINNING = 'AGE-SECRET-KEY-1';

/** An identity of age as it stands on paper: its beginning, which is always the same, and groups of four. */
export function groupsOf(identity: string): string[] {
	return identity.slice(BEGINNING.length).match(/.{1,4}/g) ?? [];
}

/** The identity, however it was typed or scanned; undefined when something is missing or mistyped, which its check characters tell. */
export async function readPaper(typed: string): Promise<string | undefined> {
	const text = typed.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
	const beginning = BEGINNING.replaceAll('-', '');
	const identity = BEGINNING + (text.startsWith(beginning) ? text.slice(beginning.length) : text);
	try {
		await recipientOf(identity);
		return identity;
	} catch {
		return undefined;
	}
}
