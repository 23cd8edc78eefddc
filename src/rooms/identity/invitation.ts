import { z } from 'zod';
import { languages } from '#house/language/language.ts';
import { Email, Name } from './person-fields.ts';
import { isTeamRole, roles } from './roles.ts';
import { LocalName } from './signed-in.ts';

/** Long enough for a holiday, short enough that a forgotten mail opens nothing. */
export const INVITATION_DAYS = 14;

/** Whom to invite, to which role. The team goes with the roles of a team, and with no other. */
export const InvitationForm = z
	.object({
		name: Name,
		email: Email,
		language: z.enum(languages),
		role: z.enum(roles),
		teamId: z.union([z.uuid(), z.literal('')]).optional(),
	})
	.transform(({ teamId, ...form }) => ({ ...form, teamId: isTeamRole(form.role) ? teamId || undefined : undefined }))
	.refine(({ role, teamId }) => isTeamRole(role) === (teamId !== undefined), { path: ['teamId'] });
export type InvitationForm = z.infer<typeof InvitationForm>;

export const invitationStates = ['open', 'accepted', 'expired', 'withdrawn'] as const;
export type InvitationState = (typeof invitationStates)[number];

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
