import { sql } from 'kysely';
import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import { readClock } from '#house/language/dates.ts';
import { findActor, type SignedIn } from '#rooms/identity/signed-in.ts';
import { access } from './access.ts';
import { isHsdsId } from './hsds.ts';
import { refuseSettling, type MergeProposal } from './merge-proposal.ts';
import { selectProposals } from './private/select-proposals.ts';
import { readReadableServices, type StoredService } from './private/stored-service.ts';

export interface FoundProposal {
	proposal: MergeProposal;
	/** As they stand now; undefined where one can no longer be read. */
	surviving: StoredService | undefined;
	ceasing: StoredService | undefined;
	/** Neither has changed since it was proposed. */
	isFresh: boolean;
	isOpen: boolean;
	/** This organisation answers; otherwise it is the one that proposed. */
	isAsked: boolean;
	isLocked: boolean;
}

/** A proposal, as one of its two organisations sees it. */
export async function findMergeProposal(
	database: Database,
	person: SignedIn,
	{ organisationId, proposalId }: { organisationId: string; proposalId: string },
): Promise<FoundProposal | { refused: 'unknown' }> {
	const actor = findActor(person, { organisationId }, access.findMergeProposal);
	if (actor === undefined || !isHsdsId(proposalId)) return { refused: 'unknown' };
	return actAs(database, actor, async (tx): Promise<FoundProposal | { refused: 'unknown' }> => {
		const [proposal] = await selectProposals(tx, { where: sql`p.id = ${proposalId}::uuid`, limit: 1, offset: 0 });
		if (proposal === undefined) return { refused: 'unknown' };
		const found = await readReadableServices(tx, [proposal.surviving.id, proposal.ceasing.id]);
		const surviving = found.find(({ id }) => id === proposal.surviving.id);
		const ceasing = found.find(({ id }) => id === proposal.ceasing.id);
		return {
			proposal,
			surviving,
			ceasing,
			isFresh: surviving?.version === proposal.surviving.version && ceasing?.version === proposal.ceasing.version,
			isOpen: refuseSettling(proposal, readClock(new Date()).date) === undefined,
			isAsked: proposal.otherOrganisationId === organisationId,
			isLocked: person.imaginary && surviving?.imaginary === false,
		};
	});
}
