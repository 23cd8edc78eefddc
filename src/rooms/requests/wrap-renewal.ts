import * as z from 'zod/mini';

/** So many at once: one answer stays small, and little is to be done again when a page is closed in the middle. */
export const WRAPS_AT_ONCE = 100;

/**
 * A request whose key is still wrapped under an older epoch of the team. `next`: the same under the new one, if it was written already.
 * All null but the id: its retention key is gone, and with it the request.
 */
export const WrapToRenew = z.object({
	requestId: z.string(),
	/** Of the intake it was sealed to. */
	epoch: z.int(),
	vaultEpoch: z.nullable(z.int()),
	intake: z.nullable(z.string()),
	vault: z.nullable(z.string()),
	next: z.nullable(z.string()),
});
export type WrapToRenew = z.infer<typeof WrapToRenew>;

export const WrapsToRenew = z.object({ wraps: z.array(WrapToRenew), left: z.int() });
export type WrapsToRenew = z.infer<typeof WrapsToRenew>;

export const Renewed = z.object({ written: z.array(z.string()) });
export const Settled = z.object({ settled: z.array(z.string()) });

export type RenewalRefusal = 'unknown' | 'moved_on';

/** Of which team, and to which epoch its wraps are renewed: the one it seals to now. */
export interface Renewal {
	organisationId: string;
	teamId: string;
	epoch: number;
}
