import * as z from 'zod/mini';

/** Who reads what is written to a service, and to what it is sealed: what `open_intake` tells. */
export const Intake = z.object({
	organisationId: z.uuid(),
	teamId: z.uuid(),
	teamName: z.string(),
	/** Working days. */
	promisedDays: z.int(),
	/** Whether one may write without JavaScript. */
	withoutScript: z.boolean(),
	epoch: z.int(),
	/** Of the team's intake: `age1pq1…` */
	recipient: z.string(),
});
export type Intake = z.infer<typeof Intake>;
