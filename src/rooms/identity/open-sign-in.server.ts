import type { Issuer } from './issuer.ts';
import { readIssuers } from './read-issuers.server.ts';
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

export function openSignIn(
	{
		demonstration,
		origin,
		issuersFile,
	}: { demonstration: boolean; origin: string | undefined; issuersFile: string | undefined },
	env: NodeJS.ProcessEnv,
): SignInSettings {
	return {
		withImaginary: demonstration,
		origin,
		issuers: readIssuers(issuersFile, env),
		limits: openSignInLimits(),
	};
}
