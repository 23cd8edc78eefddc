import { z } from 'zod';

/** The register number of a person is never asked for, whatever an issuer calls it. */
const NATIONAL_NUMBER = /nrn|rrn|niss|insz|inss|national|register|ssin|bis_?number/i;
const LOOPBACK = /^(localhost|127[.][0-9.]+|\[::1\])$/;

const Scope = z
	.string()
	.regex(/^[\x21\x23-\x5b\x5d-\x7e]{1,200}$/, 'is no scope')
	.refine((scope) => !NATIONAL_NUMBER.test(scope), 'asks for the national number, which Maillage never asks for');

const Words = z.array(z.string().min(1)).min(1);

const entry = z
	.strictObject({
		key: z.string().regex(/^[a-z][a-z0-9-]{0,30}$/, 'must be a short word of a-z, 0-9 and -'),
		name: z.strictObject({
			fr: z.string().min(1),
			nl: z.string().min(1),
			de: z.string().min(1),
			en: z.string().min(1),
		}),
		issuer: z
			.url({ abort: true })
			.refine(isSafeAddress, 'must begin with https:// (http:// is for an issuer on this machine alone)')
			.refine((url) => new URL(url).search === '' && new URL(url).hash === '', 'must have neither ? nor #'),
		clientId: z.string().min(1),
		clientSecret: z.string().min(1).optional(),
		clientSecretEnv: z.string().min(1).optional(),
		clientAuthentication: z.enum(['basic', 'post']).default('basic'),
		scopes: z
			.array(Scope)
			.default(['openid'])
			.refine((scopes) => scopes.includes('openid'), 'must contain "openid"'),
		vouchesForSecondFactor: z
			.strictObject({ acr: Words.optional(), amr: Words.optional() })
			.refine(({ acr, amr }) => acr !== undefined || amr !== undefined, 'needs "acr" or "amr"')
			.optional(),
		groupsClaim: z.string().min(1).optional(),
	})
	.refine(({ clientSecret, clientSecretEnv }) => clientSecret === undefined || clientSecretEnv === undefined, {
		message: 'goes without "clientSecretEnv": give one of the two',
		path: ['clientSecret'],
	});

/** The operator's file: every issuer of OpenID Connect at which staff may sign in. */
export const IssuerFile = z
	.array(entry)
	.refine((issuers) => new Set(issuers.map(({ key }) => key)).size === issuers.length, 'has a "key" twice')
	.refine((issuers) => new Set(issuers.map(({ issuer }) => issuer)).size === issuers.length, 'has an "issuer" twice');

/** An issuer as it is used: the secret, wherever it was written, is here. */
export type Issuer = Omit<z.infer<typeof entry>, 'clientSecretEnv'>;

/**
 * Why someone who went to an issuer is not let in. `issuer_unknown`: no longer in the file. `issuer_away`: it does not answer.
 * `issuer_expired`: the answer was used, is too old, or belongs to another browser. `issuer_cancelled`: they said no there.
 * `issuer_clock`: its clock and ours differ. `issuer_mismatch`: the answer is not one to our question. `not_linked`: to nobody here.
 * `linked_elsewhere`: to somebody else. `session_changed`: who asked to link is no longer signed in. `step_up`: show the second factor first.
 */
export const issuerRefusals = [
	'issuer_unknown',
	'issuer_away',
	'issuer_expired',
	'issuer_cancelled',
	'issuer_clock',
	'issuer_mismatch',
	'not_linked',
	'linked_elsewhere',
	'session_changed',
	'step_up',
] as const;
export type IssuerRefusal = (typeof issuerRefusals)[number];

/** What an issuer said about who came back from it. */
export interface IssuerClaims {
	sub: string;
	iat: number;
	acr?: string | undefined;
	amr?: string[] | undefined;
	groups: string[];
}

export const ATTEMPT_MINUTES = 10;
export const CLOCK_TOLERANCE_SECONDS = 60;
const MOST_GROUPS = 50;

/** Whether the issuer vouches for two factors in this answer, by what the operator wrote down that it means. */
export function vouchesForTwo({ vouchesForSecondFactor: rule }: Issuer, { acr, amr = [] }: IssuerClaims): boolean {
	if (rule === undefined) return false;
	const acrFits = rule.acr === undefined || (acr !== undefined && rule.acr.includes(acr));
	const amrFits = rule.amr === undefined || rule.amr.some((method) => amr.includes(method));
	return acrFits && amrFits;
}

/** An answer is made after the question and before now; clocks may differ by a minute. */
export function isOfItsTime({ iat }: IssuerClaims, begun: Date, now: Date): boolean {
	return (
		iat >= begun.getTime() / 1000 - CLOCK_TOLERANCE_SECONDS && iat <= now.getTime() / 1000 + CLOCK_TOLERANCE_SECONDS
	);
}

export function isLoopback(url: string): boolean {
	return LOOPBACK.test(new URL(url).hostname);
}

const Claims = z.object({
	sub: z.string().min(1).max(255),
	iat: z.number(),
	acr: z.string().optional(),
	amr: z.array(z.string()).optional(),
});

/** Undefined: not what an ID token holds. */
export function readClaims(claims: unknown, groupsClaim: string | undefined): IssuerClaims | undefined {
	const read = Claims.safeParse(claims);
	if (!read.success) return undefined;
	const groups = groupsClaim === undefined ? undefined : z.record(z.string(), z.unknown()).parse(claims)[groupsClaim];
	const named = z.array(z.string().max(200)).safeParse(groups).data ?? [];
	return { ...read.data, groups: named.slice(0, MOST_GROUPS) };
}

function isSafeAddress(url: string): boolean {
	return url.startsWith('https:') || (url.startsWith('http:') && isLoopback(url));
}
