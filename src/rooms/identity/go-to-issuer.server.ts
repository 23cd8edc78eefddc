import {
	buildAuthorizationUrl,
	calculatePKCECodeChallenge,
	randomNonce,
	randomPKCECodeVerifier,
	randomState,
	type Configuration,
} from 'openid-client';
import type { Database } from '#house/database/kysely.ts';
import type { Language } from '#house/language/language.ts';
import { hashToken } from './find-session.server.ts';
import { ATTEMPT_MINUTES, type Issuer } from './issuer.ts';
import { discoverIssuer } from './private/discover-issuer.ts';
import { forBrowser, minutesFromNow } from './private/for-browser.ts';

export interface Departure {
	issuer: Issuer;
	browser: string;
	language: Language;
	/** A path that readReturnPath has given. */
	to: string;
	/** Where the issuer sends people back: the same for all of them. */
	redirectUri: string;
	/** Who, signed in already, wants to link the identity. */
	linking?: string;
}

/** The address at the issuer where someone goes to show who they are. What they come back with is checked against what is kept here. */
export async function goToIssuer(
	database: Database,
	departure: Departure,
): Promise<{ href: string } | { refused: 'issuer_away' }> {
	const { issuer, browser, language, to, redirectUri, linking } = departure;
	const configuration = await findConfiguration(issuer);
	if (configuration === undefined) return { refused: 'issuer_away' };
	const [state, nonce, verifier] = [randomState(), randomNonce(), randomPKCECodeVerifier()];
	await forBrowser(database, browser, (tx, browserHash) =>
		tx
			.insertInto('issuer_attempt')
			.values({
				browser_hash: browserHash,
				state_hash: hashToken(state),
				issuer_key: issuer.key,
				nonce,
				verifier,
				language,
				return_to: to,
				linking: linking ?? null,
				expires_at: minutesFromNow(ATTEMPT_MINUTES),
			})
			.execute(),
	);
	const acr = issuer.vouchesForSecondFactor?.acr;
	const address = buildAuthorizationUrl(configuration, {
		redirect_uri: redirectUri,
		scope: issuer.scopes.join(' '),
		code_challenge: await calculatePKCECodeChallenge(verifier),
		code_challenge_method: 'S256',
		state,
		nonce,
		ui_locales: language,
		...(acr === undefined ? {} : { acr_values: acr.join(' ') }),
	});
	return { href: address.href };
}

async function findConfiguration(issuer: Issuer): Promise<Configuration | undefined> {
	try {
		return await discoverIssuer(issuer);
	} catch {
		return undefined;
	}
}
