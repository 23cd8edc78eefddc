import { networkOf, openCounter } from '#house/web/rate-limit.ts';

const MINUTE = 60;

/**
 * How often codes may be asked for. A stranger who asks for codes for somebody's address uses up their own share first: the share of an
 * address as a whole is wide, only keeps its mailbox from being flooded, and touches neither passkeys nor issuers.
 */
export interface SignInLimits {
	mayAskCode(email: string, address: string): Promise<boolean>;
	/** Whether one network may begin once more to sign in by passkey or issuer. */
	mayBegin(address: string): Promise<boolean>;
}

export function openSignInLimits(): SignInLimits {
	// An office of a hundred people behind one address signs in in the same quarter of an hour.
	const network = openCounter({ points: 100, seconds: 15 * MINUTE });
	const pair = openCounter({ points: 5, seconds: 15 * MINUTE });
	const mailbox = openCounter({ points: 30, seconds: 60 * MINUTE });
	const begun = openCounter({ points: 300, seconds: 15 * MINUTE });
	return {
		async mayAskCode(email, address) {
			const from = networkOf(address);
			return (
				(await pair.mayPass(`${from} ${email}`)) && (await network.mayPass(from)) && (await mailbox.mayPass(email))
			);
		},
		mayBegin: (address) => begun.mayPass(networkOf(address)),
	};
}
