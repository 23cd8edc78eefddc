import {
	allowInsecureRequests,
	ClientSecretBasic,
	ClientSecretPost,
	clockTolerance,
	discovery,
	enableNonRepudiationChecks,
	None,
	type Configuration,
} from 'openid-client';
import { CLOCK_TOLERANCE_SECONDS, isLoopback, type Issuer } from '../issuer.ts';

const TIMEOUT_SECONDS = 5;
const KEPT_MILLISECONDS = 3_600_000;

const known = new Map<Issuer, { configuration: Promise<Configuration>; at: number }>();

/** What an issuer says about itself: asked when somebody first goes there, never at start, and kept for an hour. */
export function discoverIssuer(issuer: Issuer): Promise<Configuration> {
	const kept = known.get(issuer);
	if (kept !== undefined && Date.now() - kept.at < KEPT_MILLISECONDS) return kept.configuration;
	const configuration = ask(issuer);
	known.set(issuer, { configuration, at: Date.now() });
	// One that did not answer is asked again the next time.
	configuration.catch(() => known.delete(issuer));
	return configuration;
}

function ask({ issuer, clientId, clientSecret, clientAuthentication }: Issuer): Promise<Configuration> {
	const authentication =
		clientSecret === undefined
			? None()
			: (clientAuthentication === 'post' ? ClientSecretPost : ClientSecretBasic)(clientSecret);
	return discovery(new URL(issuer), clientId, { [clockTolerance]: CLOCK_TOLERANCE_SECONDS }, authentication, {
		timeout: TIMEOUT_SECONDS,
		// The signature is checked even where the connection already vouches for the answer.
		execute: [enableNonRepudiationChecks, ...(isLoopback(issuer) ? [allowInsecureRequests] : [])],
	});
}
