import { z } from 'zod';
import { languages } from '#house/language/language.ts';
import { Email, Name } from './person-fields.ts';
import { hasItsTeam, RoleInTeam } from './role-in-team.ts';
import { isTeamRole, roles, type Role } from './roles.ts';
import { LocalName } from './signed-in.ts';

/** Long enough for a holiday, short enough that a forgotten mail opens nothing. */
export const INVITATION_DAYS = 14;

/** Whom to invite, to which role. The team goes with the roles of a team, and with no other. */
export const InvitationForm = z
	.object({ name: Name, email: Email, language: z.enum(languages), ...RoleInTeam.shape })
	.refine(hasItsTeam, { path: ['teamId'], when: ({ value }) => RoleInTeam.safeParse(value).success })
	.transform(({ teamId, ...form }) => ({ ...form, teamId: isTeamRole(form.role) ? teamId || undefined : undefined }));
export type InvitationForm = z.infer<typeof InvitationForm>;

export const invitationStates = ['open', 'accepted', 'expired', 'withdrawn'] as const;
type InvitationState = (typeof invitationStates)[number];

export const Invitation = z.object({
	id: z.uuid(),
	organisationId: z.uuid(),
	organisation: LocalName,
	role: z.enum(roles),
	teamId: z.uuid().nullable(),
	teamName: z.string().nullable(),
	name: z.string(),
	/** Null once erased: such an invitation is no longer open. */
	email: z.string().nullable(),
	language: z.enum(languages),
	imaginary: z.boolean(),
	state: z.enum(invitationStates),
});
/** What an invitation offers, as whoever holds its link sees it. */
export type Invitation = z.infer<typeof Invitation>;

const Link = z
	.string()
	.regex(/^[0-9a-f-]{36}[.][\w-]{43}$/)
	.transform((text) => ({ id: text.slice(0, 36), secret: text.slice(37) }))
	.refine(({ id }) => z.uuid().safeParse(id).success);

/** What the address of an invitation carries: its id, which is no secret, and its secret. Undefined when it was cut or changed. */
export function readInvitationLink(text: string | null): { id: string; secret: string } | undefined {
	return Link.safeParse(text).data;
}

export function writeInvitationPath(language: string, { id, secret }: { id: string; secret: string }): string {
	return `/${language}/invitation?i=${id}.${secret}`;
}

/** Why nobody was invited. `unknown`: there is no such organisation, team or invitation for whoever asks. */
export type InviteRefusal =
	| 'unknown'
	| 'not_yours_to_give'
	| 'imaginary_address_only'
	| 'team_closed'
	| 'has_role'
	| 'already_invited'
	| 'no_longer_open';

/** Why an invitation cannot be accepted, or not this way. `unknown`: the link was cut, changed, or replaced by a newer one. */
export type AcceptRefusal =
	'unknown' | 'accepted' | 'expired' | 'withdrawn' | 'sign_in_first' | 'has_role' | 'other_world' | 'real_people_only';

/** An invitation as those who give roles see it in their list. */
export interface ListedInvitation {
	id: string;
	name: string;
	email: string | null;
	role: Role;
	teamName: string | null;
	state: InvitationState;
	/** ISO 8601 in UTC. */
	invitedAt: string;
	expiresAt: string;
	invitedBy: string | null;
}
