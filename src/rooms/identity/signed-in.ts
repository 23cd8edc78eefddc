import { z } from 'zod';
import { languages } from '#house/language/language.ts';
import { needsSecondFactor, roles, type Role } from './roles.ts';

export const LocalName = z.object({ fr: z.string(), nl: z.string(), de: z.string(), en: z.string() });

export const Grant = z.object({
	id: z.uuid(),
	role: z.enum(roles),
	organisationId: z.uuid(),
	organisation: LocalName,
	teamId: z.uuid().nullable(),
	teamName: z.string().nullable(),
});
/** A role that someone holds now, with the names to show. */
export type Grant = z.infer<typeof Grant>;

export const SignedIn = z.object({
	personId: z.uuid(),
	name: z.string(),
	language: z.enum(languages),
	imaginary: z.boolean(),
	sessionId: z.uuid(),
	method: z.enum(['code', 'passkey', 'issuer', 'demonstration']),
	factors: z.union([z.literal(1), z.literal(2)]),
	grants: z.array(Grant),
});
/** Who a request comes from. Read anew at every request: what was withdrawn a moment ago is not here. */
export type SignedIn = z.infer<typeof SignedIn>;

/** Who acts, for which organisation and in which role: what a verb hands to `actAs` and `recordAct`. */
export interface Actor {
	organisationId: string;
	personId: string;
	role: Role;
	teamId?: string;
}

/** Where one wants to act: in an organisation, or in one team of it. */
export interface Place {
	organisationId: string;
	teamId?: string;
}

/** A grant that works in this session: roles that touch people's content lie still without a second factor. */
export function isAwake(person: Pick<SignedIn, 'factors'>, grant: Pick<Grant, 'role'>): boolean {
	return person.factors === 2 || !needsSecondFactor(grant.role);
}

/** The grant by which this person may act there, as one of these roles. Undefined: they may not, and need not know why. */
export function findActor(person: SignedIn | undefined, place: Place, allowed: readonly Role[]): Actor | undefined {
	const grant = person?.grants.find(
		(each) =>
			each.organisationId === place.organisationId &&
			allowed.includes(each.role) &&
			(place.teamId === undefined || each.teamId === null || each.teamId === place.teamId) &&
			isAwake(person, each),
	);
	if (person === undefined || grant === undefined) return undefined;
	const { organisationId, role, teamId } = grant;
	return { organisationId, personId: person.personId, role, ...(teamId === null ? {} : { teamId }) };
}
