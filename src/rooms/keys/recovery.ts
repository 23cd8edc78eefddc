import * as z from 'zod/mini';

export const RecoveryState = z.object({
	organisationId: z.string(),
	paper: z.nullable(
		z.object({
			id: z.string(),
			recipient: z.string(),
			madeAt: z.string(),
			madeBy: z.string(),
			drilledAt: z.nullable(z.string()),
			drilledBy: z.string(),
		}),
	),
	/** Teams that have a key; `file`: its secret for the paper, if it was sealed for it. */
	teams: z.array(
		z.object({
			teamId: z.string(),
			name: z.string(),
			epoch: z.int(),
			intakeRecipient: z.string(),
			file: z.nullable(z.string()),
		}),
	),
});
export type RecoveryState = z.infer<typeof RecoveryState>;
