import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Database } from '#house/database/kysely.ts';
import { CHALLENGE_MINUTES } from '../passkey.ts';
import type { RelyingParty } from '../relying-party.ts';
import { forBrowser, minutesFromNow } from './for-browser.ts';

/** For whom a passkey is made; undefined to sign in, where the passkey itself will tell. */
export interface ChallengeFor {
	browser: string;
	adding?: string;
}

const ClientData = z.object({ challenge: z.string(), origin: z.string() });

/** A challenge to sign, kept for a few minutes. The one before it, in the same browser, is void. */
export async function makeChallenge(
	database: Database,
	{ browser, adding }: ChallengeFor,
): Promise<Uint8Array<ArrayBuffer>> {
	const challenge = randomBytes(32);
	const purpose = adding === undefined ? 'sign_in' : 'add';
	await forBrowser(database, browser, async (tx, browserHash) => {
		await tx.deleteFrom('passkey_challenge').where('purpose', '=', purpose).execute();
		await tx
			.insertInto('passkey_challenge')
			.values({
				browser_hash: browserHash,
				challenge,
				purpose,
				person_id: adding ?? null,
				expires_at: minutesFromNow(CHALLENGE_MINUTES),
			})
			.execute();
	});
	return new Uint8Array(challenge);
}

/** Takes the challenge that an answer signed: whatever comes of the answer, no other can use it. Returns it, or why it may not be. */
export async function takeChallenge(
	database: Database,
	{ browser, adding }: ChallengeFor,
	{ clientDataJSON, party }: { clientDataJSON: string; party: RelyingParty },
): Promise<{ challenge: string } | { refused: 'late' | 'other_site' | 'unreadable' }> {
	const client = readClientData(clientDataJSON);
	if (client === undefined) return { refused: 'unreadable' };
	const taken = await forBrowser(database, browser, (tx) =>
		tx
			.deleteFrom('passkey_challenge')
			.where('challenge', '=', Buffer.from(client.challenge, 'base64url'))
			.where('purpose', '=', adding === undefined ? 'sign_in' : 'add')
			.returning(['person_id', 'expires_at'])
			.executeTakeFirst(),
	);
	if (client.origin !== party.origin) return { refused: 'other_site' };
	if (taken === undefined || taken.expires_at <= new Date() || taken.person_id !== (adding ?? null)) {
		return { refused: 'late' };
	}
	return { challenge: client.challenge };
}

function readClientData(encoded: string): z.infer<typeof ClientData> | undefined {
	try {
		return ClientData.safeParse(JSON.parse(Buffer.from(encoded, 'base64url').toString('utf8'))).data;
	} catch {
		return undefined;
	}
}

/** Why the library refuses an answer: it tells in words alone. */
export function classifyPasskeyError(error: unknown): 'copied' | 'other_site' | 'not_verified' | 'unreadable' {
	const words = error instanceof Error ? error.message : '';
	if (words.startsWith('Response counter value')) return 'copied';
	if (/RP ID|response origin/i.test(words)) return 'other_site';
	if (/user verification|not present/i.test(words)) return 'not_verified';
	return 'unreadable';
}
