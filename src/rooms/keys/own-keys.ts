import * as z from 'zod/mini';

/** The ways to open one's own identity. */
const slotKinds = ['passphrase', 'passkey', 'recovery_code'] as const;

/** One way: an age file of the identity, in base64. `credential` says which passkey to ask for. */
export const OwnSlot = z.object({
	id: z.uuid(),
	kind: z.enum(slotKinds),
	label: z.nullable(z.string()),
	credential: z.nullable(z.string()),
	file: z.string(),
	madeAt: z.string(),
});
export type OwnSlot = z.infer<typeof OwnSlot>;

/** One epoch of a team's key. `file`: its secret for this person; `previousSecret`: that of the epoch before, under the vault key of this one. */
export const OwnEpoch = z.object({
	epoch: z.int(),
	state: z.enum(['preparing', 'current', 'past']),
	intakeRecipient: z.string(),
	file: z.nullable(z.string()),
	previousSecret: z.nullable(z.string()),
});
export type OwnEpoch = z.infer<typeof OwnEpoch>;

export const OwnTeam = z.object({ organisationId: z.uuid(), teamId: z.uuid(), epochs: z.array(OwnEpoch) });
export type OwnTeam = z.infer<typeof OwnTeam>;

/** All that the server keeps for someone to unlock with. `key` is null before they have made an identity. */
export const OwnKeys = z.object({
	key: z.nullable(z.object({ id: z.uuid(), recipient: z.string(), madeAt: z.string() })),
	slots: z.array(OwnSlot),
	teams: z.array(OwnTeam),
});
export type OwnKeys = z.infer<typeof OwnKeys>;
