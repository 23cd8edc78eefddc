import { authorizationCodeGrant, AuthorizationResponseError } from 'openid-client';
import { codeOf } from '#house/database/operator-problem.ts';
import { isOfItsTime, readClaims, type Issuer, type IssuerClaims, type IssuerRefusal } from '../issuer.ts';
import { discoverIssuer } from './discover-issuer.ts';

export interface Attempt {
	nonce: string;
	verifier: string;
	begun_at: Date;
}

/** Asks the issuer whom its answer is about. `answer`: the address to which it sent the browser back. */
export async function redeemAnswer(
	issuer: Issuer,
	{ nonce, verifier, begun_at: begun }: Attempt,
	{ answer, state }: { answer: URL; state: string },
): Promise<IssuerClaims | { refused: IssuerRefusal }> {
	try {
		const configuration = await discoverIssuer(issuer);
		const tokens = await authorizationCodeGrant(configuration, answer, {
			expectedState: state,
			expectedNonce: nonce,
			pkceCodeVerifier: verifier,
			idTokenExpected: true,
		});
		const claims = readClaims(tokens.claims(), issuer.groupsClaim);
		if (claims === undefined) return { refused: 'issuer_mismatch' };
		return isOfItsTime(claims, begun, new Date()) ? claims : { refused: 'issuer_clock' };
	} catch (error) {
		return { refused: classify(error) };
	}
}

const AWAY = ['OAUTH_TIMEOUT', 'OAUTH_ABORT', 'OAUTH_RESPONSE_IS_NOT_CONFORM', 'OAUTH_RESPONSE_IS_NOT_JSON'];

function classify(error: unknown): IssuerRefusal {
	if (error instanceof AuthorizationResponseError) {
		if (error.error === 'access_denied') return 'issuer_cancelled';
		return ['server_error', 'temporarily_unavailable'].includes(error.error) ? 'issuer_away' : 'issuer_mismatch';
	}
	const code = codeOf(error);
	if (code === 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED') return 'issuer_clock';
	// What the network says comes wrapped, and without a code of the protocol.
	if (AWAY.includes(code) || code === '' || isOfTheNetwork(error)) return 'issuer_away';
	return 'issuer_mismatch';
}

function isOfTheNetwork(error: unknown): boolean {
	return error instanceof TypeError && error.message === 'fetch failed';
}
