import type { Issuer } from './issuer.ts';
import { readIssuers } from './read-issuers.server.ts';
import { registerSignIn } from './register-sign-in.server.ts';
import { openSignInLimits, type SignInLimits } from './sign-in-limits.ts';

/** What signing in needs to know of how this Maillage is operated. */
export interface SignInSettings {
	/** Whether people of the demonstration may sign in. */
	withImaginary: boolean;
	/** The public address of the site; undefined: that of the request. */
	origin: string | undefined;
	issuers: readonly Issuer[];
	limits: SignInLimits;
}

interface Settings {
	DEMO: boolean;
	ORIGIN: string | undefined;
	OIDC_ISSUERS: string | undefined;
}

/** At start, before the jobs. @param env where secrets are that the file of issuers only names */
export function openSignIn({ DEMO, ORIGIN, OIDC_ISSUERS }: Settings, env: NodeJS.ProcessEnv): SignInSettings {
	registerSignIn();
	return { withImaginary: DEMO, origin: ORIGIN, issuers: readIssuers(OIDC_ISSUERS, env), limits: openSignInLimits() };
}
