import { verifyRegistrationResponse, type WebAuthnCredential } from '@simplewebauthn/server';
import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import { MOST_PASSKEYS, PASSKEY_ALGORITHMS, type NewPasskeyAnswer, type PasskeyRefusal } from './passkey.ts';
import { needsStepUp } from './private/needs-step-up.ts';
import { classifyPasskeyError, takeChallenge } from './private/passkey-challenge.ts';
import { tellOfChange } from './private/tell-of-change.ts';
import type { RelyingParty } from './relying-party.ts';
import type { SignedIn } from './signed-in.ts';

interface NewPasskey {
	answer: NewPasskeyAnswer;
	label: string;
	browser: string;
	party: RelyingParty;
}

/** Adds a passkey for who is signed in, and tells them so by mail. */
export async function addPasskey(
	database: Database,
	person: SignedIn,
	{ answer, label, browser, party }: NewPasskey,
): Promise<{ passkeyId: string } | { refused: PasskeyRefusal }> {
	const { clientDataJSON } = answer.response;
	const { personId } = person;
	const taken = await takeChallenge(database, { browser, adding: personId }, { clientDataJSON, party });
	if ('refused' in taken) return taken;
	const checked = await check(answer, taken.challenge, party);
	if ('refused' in checked) return checked;
	const { id, publicKey, counter } = checked.credential;
	return actAs(database, { personId }, async (tx) => {
		if (await needsStepUp(tx, person)) return { refused: 'step_up' };
		const { count } = await tx
			.selectFrom('passkey')
			.select((eb) => eb.fn.countAll<number>().as('count'))
			.where('person_id', '=', personId)
			.executeTakeFirstOrThrow();
		if (count >= MOST_PASSKEYS) return { refused: 'too_many' };
		const added = await tx
			.insertInto('passkey')
			.values({
				person_id: personId,
				credential_id: Buffer.from(id, 'base64url'),
				public_key: Buffer.from(publicKey),
				counter,
				transports: answer.response.transports,
				label,
			})
			.onConflict((conflict) => conflict.column('credential_id').doNothing())
			.returning('id')
			.executeTakeFirst();
		if (added === undefined) return { refused: 'known' };
		await tellOfChange(tx, personId, 'passkey_added');
		return { passkeyId: added.id };
	});
}

async function check(
	answer: NewPasskeyAnswer,
	challenge: string,
	party: RelyingParty,
): Promise<{ credential: WebAuthnCredential } | { refused: PasskeyRefusal }> {
	try {
		const { verified, registrationInfo } = await verifyRegistrationResponse({
			response: answer,
			expectedChallenge: challenge,
			expectedOrigin: party.origin,
			expectedRPID: party.id,
			requireUserVerification: true,
			supportedAlgorithmIDs: PASSKEY_ALGORITHMS,
		});
		return verified ? { credential: registrationInfo.credential } : { refused: 'unreadable' };
	} catch (error) {
		return { refused: classifyPasskeyError(error) };
	}
}
