import { generateAuthenticationOptions } from '@simplewebauthn/server';
import type { Database } from '#house/database/kysely.ts';
import { CHALLENGE_MINUTES } from './passkey.ts';
import { makeChallenge } from './private/passkey-challenge.ts';
import type { RelyingParty } from './relying-party.ts';

/** What the browser needs to use a passkey. It names nobody: whoever asks learns nothing about who has one. */
export async function offerPasskeySignIn(database: Database, browser: string, party: RelyingParty) {
	return generateAuthenticationOptions({
		rpID: party.id,
		challenge: await makeChallenge(database, { browser }),
		userVerification: 'required',
		timeout: CHALLENGE_MINUTES * 60_000,
	});
}
