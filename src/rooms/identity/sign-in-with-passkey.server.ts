import { verifyAuthenticationResponse } from '@simplewebauthn/server';
import { sql } from 'kysely';
import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import { beginSession } from './begin-session.server.ts';
import type { PasskeyAnswer, PasskeyRefusal } from './passkey.ts';
import { classifyPasskeyError, takeChallenge } from './private/passkey-challenge.ts';
import type { RelyingParty } from './relying-party.ts';

interface Presented {
	answer: PasskeyAnswer;
	browser: string;
	party: RelyingParty;
	withImaginary: boolean;
	/** Who is signed in already and shows a second factor: nobody else's passkey will do. */
	only?: string;
}

interface KnownPasskey {
	id: string;
	person_id: string;
	public_key: Buffer;
	counter: number;
}

/** Begins a session with two factors: the passkey, and what its device asked of its holder. */
export async function signInWithPasskey(
	database: Database,
	{ answer, browser, party, withImaginary, only }: Presented,
): Promise<{ token: string } | { refused: PasskeyRefusal }> {
	const { clientDataJSON } = answer.response;
	const taken = await takeChallenge(database, { browser }, { clientDataJSON, party });
	if ('refused' in taken) return taken;
	const passkey = await findPasskey(database, answer.id, withImaginary);
	if (passkey === undefined) return { refused: 'unknown' };
	const checked = await check({ answer, challenge: taken.challenge, party, passkey });
	if ('refused' in checked) return checked;
	if (only !== undefined && passkey.person_id !== only) return { refused: 'other_person' };
	return actAs(database, { personId: passkey.person_id }, async (tx) => {
		// Two answers with the same counter cannot both be the first.
		const { numUpdatedRows } = await tx
			.updateTable('passkey')
			.set({ counter: checked.counter, used_at: sql`now()` })
			.where('id', '=', passkey.id)
			.where('counter', '=', String(passkey.counter))
			.executeTakeFirstOrThrow();
		if (numUpdatedRows === 0n) return { refused: 'copied' };
		return { token: await beginSession(tx, { personId: passkey.person_id, method: 'passkey', factors: 2 }) };
	});
}

async function findPasskey(database: Database, id: string, withImaginary: boolean): Promise<KnownPasskey | undefined> {
	const { rows } = await sql<KnownPasskey>`
		select id, person_id, public_key, counter from find_passkey(${Buffer.from(id, 'base64url')}, ${withImaginary})`.execute(
		database,
	);
	return rows[0];
}

interface ToCheck {
	answer: PasskeyAnswer;
	challenge: string;
	party: RelyingParty;
	passkey: KnownPasskey;
}

async function check({
	answer,
	challenge,
	party,
	passkey,
}: ToCheck): Promise<{ counter: number } | { refused: PasskeyRefusal }> {
	try {
		const { verified, authenticationInfo } = await verifyAuthenticationResponse({
			response: answer,
			expectedChallenge: challenge,
			expectedOrigin: party.origin,
			expectedRPID: party.id,
			requireUserVerification: true,
			credential: { id: answer.id, publicKey: new Uint8Array(passkey.public_key), counter: passkey.counter },
		});
		return verified ? { counter: authenticationInfo.newCounter } : { refused: 'unreadable' };
	} catch (error) {
		return { refused: classifyPasskeyError(error) };
	}
}
