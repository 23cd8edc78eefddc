import { sql, type Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';
import { isHsdsId } from '../hsds.ts';
import type { MergeProposal } from '../merge-proposal.ts';
import { selectProposals } from './select-proposals.ts';

/** A proposal that the acting organisation may know, nobody else settling it until the transaction ends; undefined when there is none. */
export async function takeProposal(tx: Transaction<DB>, proposalId: string): Promise<MergeProposal | undefined> {
	if (!isHsdsId(proposalId)) return undefined;
	// What is settled already is no longer one's own to lock; it is read below.
	await sql`select from service_merge_proposal where id = ${proposalId}::uuid for update`.execute(tx);
	const [proposal] = await selectProposals(tx, { where: sql`p.id = ${proposalId}::uuid`, limit: 1, offset: 0 });
	return proposal;
}

interface Settling {
	state: 'accepted' | 'declined' | 'withdrawn';
	personId: string;
	reason?: string;
}

export async function settleProposal(
	tx: Transaction<DB>,
	{ id }: Pick<MergeProposal, 'id'>,
	{ state, personId, reason = '' }: Settling,
): Promise<void> {
	await tx
		.updateTable('service_merge_proposal')
		.set({ state, settled_by: personId, settled_at: sql`now()`, reason })
		.where('id', '=', id)
		.execute();
}
