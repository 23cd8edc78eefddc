import { generateRegistrationOptions } from '@simplewebauthn/server';
import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import { CHALLENGE_MINUTES, PASSKEY_ALGORITHMS } from './passkey.ts';
import { makeChallenge } from './private/passkey-challenge.ts';
import type { RelyingParty } from './relying-party.ts';
import type { SignedIn } from './signed-in.ts';

/** What the browser needs to make a passkey for who is signed in: kept by the device, opened by finger, face or PIN. */
export async function offerNewPasskey(
	database: Database,
	person: SignedIn,
	{ browser, party }: { browser: string; party: RelyingParty },
) {
	const { personId } = person;
	const { email, passkeys } = await actAs(database, { personId }, async (tx) => ({
		email: await tx.selectFrom('staff_member').select('email').where('id', '=', personId).executeTakeFirst(),
		passkeys: await tx
			.selectFrom('passkey')
			.select(['credential_id', 'transports'])
			.where('person_id', '=', personId)
			.execute(),
	}));
	return generateRegistrationOptions({
		rpName: 'Maillage',
		rpID: party.id,
		challenge: await makeChallenge(database, { browser, adding: personId }),
		// The same each time, so that a device keeps one passkey for one person.
		userID: new Uint8Array(Buffer.from(personId.replaceAll('-', ''), 'hex')),
		userName: email?.email ?? person.name,
		userDisplayName: person.name,
		supportedAlgorithmIDs: PASSKEY_ALGORITHMS,
		attestationType: 'none',
		excludeCredentials: passkeys.map(({ credential_id: id, transports }) => ({
			id: id.toString('base64url'),
			transports,
		})),
		authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
		timeout: CHALLENGE_MINUTES * 60_000,
	});
}
