import { z } from 'zod';
import { LocalName } from '#rooms/identity/signed-in.ts';

/** Days that the other organisation has to answer. */
export const proposalDays = 60;
/** So many days before it expires the other organisation is reminded, once. */
export const reminderDays = 14;

const proposalStates = ['open', 'accepted', 'declined', 'withdrawn', 'expired'] as const;

const Entry = z.object({
	id: z.uuid(),
	organisationId: z.uuid(),
	organisation: LocalName,
	version: z.int(),
});

/** One organisation proposes to another that one of two entries ceases in favour of the other. */
export const MergeProposal = z.object({
	id: z.uuid(),
	organisationId: z.uuid(),
	otherOrganisationId: z.uuid(),
	ceasing: Entry,
	surviving: Entry,
	message: z.string(),
	proposedBy: z.uuid(),
	proposedOn: z.iso.date(),
	expiresOn: z.iso.date(),
	state: z.enum(proposalStates),
	reason: z.string(),
	/** By the language of the entry that it has the most words in; empty where an entry can no longer be read. */
	names: z.object({ ceasing: z.record(z.string(), z.string()), surviving: z.record(z.string(), z.string()) }),
});
export type MergeProposal = z.infer<typeof MergeProposal>;

/** Why a proposal is not settled; each has its text. */
export type SettleRefusal = 'settled' | 'expired' | 'stale' | 'no_reason';

/** Open, and its day has not passed. */
export function refuseSettling(
	{ state, expiresOn }: Pick<MergeProposal, 'state' | 'expiresOn'>,
	today: string,
): SettleRefusal | undefined {
	if (state !== 'open') return state === 'expired' ? 'expired' : 'settled';
	return expiresOn < today ? 'expired' : undefined;
}
