import * as z from 'zod/mini';

/** Why a team's key stays as it is. `unknown`: there is no such thing for whoever asks. */
export type TeamKeyRefusal =
	| 'unknown'
	| 'has_key'
	| 'not_holder'
	| 'not_member'
	| 'changed_key'
	| 'moved_on'
	| 'already_begun'
	| 'holders_missing'
	| 'not_done';

export const TeamEpoch = z.object({
	epoch: z.int(),
	state: z.enum(['preparing', 'current', 'past']),
	intakeRecipient: z.string(),
	madeBy: z.string(),
	currentFrom: z.nullable(z.string()),
	renewalDueSince: z.nullable(z.string()),
	/** Whether something older still opens with the epoch before. */
	keepsPrevious: z.boolean(),
});
export type TeamEpoch = z.infer<typeof TeamEpoch>;

/** Someone with a role in the team. `holds`: the epochs whose secret is sealed for them; `vouches`: by epoch, where it was compared. */
export const TeamMember = z.object({
	personId: z.string(),
	name: z.string(),
	isMe: z.boolean(),
	key: z.nullable(z.object({ id: z.string(), recipient: z.string() })),
	holds: z.array(z.object({ epoch: z.int(), vouch: z.nullable(z.string()), since: z.string() })),
});
export type TeamMember = z.infer<typeof TeamMember>;

/** The organisation's paper, and for which epochs of this team it has the secret. */
export const TeamRecovery = z.object({
	id: z.string(),
	recipient: z.string(),
	holds: z.array(z.object({ epoch: z.int(), vouch: z.nullable(z.string()), file: z.string() })),
});
export type TeamRecovery = z.infer<typeof TeamRecovery>;

/** All that a member of a team may know of its key. */
export const TeamKeyState = z.object({
	organisationId: z.string(),
	teamId: z.string(),
	teamName: z.string(),
	epochs: z.array(TeamEpoch),
	members: z.array(TeamMember),
	recovery: z.nullable(TeamRecovery),
});
export type TeamKeyState = z.infer<typeof TeamKeyState>;

/** A line of the overview of an organisation. */
export interface TeamKeyLine {
	teamId: string;
	name: string;
	/** Undefined before there is a key. */
	epoch: number | undefined;
	holders: number;
	renewalDue: boolean;
	isBeingRenewed: boolean;
	hasRecovery: boolean;
}
