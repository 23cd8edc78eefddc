import { z } from 'zod';
import { needsSecondFactor } from './roles.ts';
import type { SignedIn } from './signed-in.ts';

export const CHALLENGE_MINUTES = 5;
export const MOST_PASSKEYS = 20;
/** EdDSA, ES256, RS256: what devices make, by their numbers in COSE. */
export const PASSKEY_ALGORITHMS = [-8, -7, -257];

export const PasskeyLabel = z.string().trim().min(1).max(60);

const Base64 = z.string().regex(/^[\w-]{1,20000}$/);
const shape = {
	id: Base64,
	rawId: Base64,
	type: z.literal('public-key'),
	clientExtensionResults: z.record(z.string(), z.unknown()).default({}),
};

/** What a browser answers when it has used a passkey (WebAuthn, AuthenticationResponseJSON). */
export const PasskeyAnswer = z.object({
	...shape,
	response: z.object({ clientDataJSON: Base64, authenticatorData: Base64, signature: Base64 }),
});
export type PasskeyAnswer = z.infer<typeof PasskeyAnswer>;

/** What it answers when it has made one (RegistrationResponseJSON). */
export const NewPasskeyAnswer = z.object({
	...shape,
	response: z.object({
		clientDataJSON: Base64,
		attestationObject: Base64,
		transports: z.array(z.string().max(20)).max(10).default([]),
	}),
});
export type NewPasskeyAnswer = z.infer<typeof NewPasskeyAnswer>;

/**
 * Why an answer is not taken. `late`: its challenge is unknown, old, or was answered before. `other_site`: made for another address.
 * `unknown`: no such passkey here. `copied`: its counter went back. `not_verified`: the device did not check who holds it.
 * `other_person`: it is somebody else's. `unreadable`: anything else. `known`, `too_many`, `step_up`: for a new one.
 */
export type PasskeyRefusal =
	| 'late'
	| 'other_site'
	| 'unknown'
	| 'copied'
	| 'not_verified'
	| 'other_person'
	| 'unreadable'
	| 'known'
	| 'too_many'
	| 'step_up';

export interface Passkey {
	id: string;
	label: string;
	addedAt: Date;
	usedAt: Date | null;
}

/** Whether without this last passkey a role of theirs would lie still. */
export function warnOfLast(person: SignedIn, passkeys: readonly Passkey[]): boolean {
	return passkeys.length === 1 && person.grants.some(({ role }) => needsSecondFactor(role));
}

/** Reads what a form carries as JSON. Undefined: it is not that. */
export function readAnswer<Answer>(schema: z.ZodType<Answer>, text: FormDataEntryValue | null): Answer | undefined {
	if (typeof text !== 'string' || text.length > 50_000) return undefined;
	try {
		return schema.safeParse(JSON.parse(text)).data;
	} catch {
		return undefined;
	}
}
