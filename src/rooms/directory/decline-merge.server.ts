import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import { readClock } from '#house/language/dates.ts';
import { recordAct } from '#rooms/audit/record-act.server.ts';
import { findActor, type SignedIn } from '#rooms/identity/signed-in.ts';
import { access } from './access.ts';
import { refuseSettling, type SettleRefusal } from './merge-proposal.ts';
import { settleProposal, takeProposal } from './private/settle-proposal.ts';

interface Declining {
	organisationId: string;
	proposalId: string;
	/** What the other organisation reads. */
	reason: string;
}

/** Says no to what another organisation proposed, and why. Nothing else changes. */
export async function declineMerge(
	database: Database,
	person: SignedIn,
	{ organisationId, proposalId, reason }: Declining,
): Promise<{ declined: true } | { refused: 'unknown' | SettleRefusal }> {
	const actor = findActor(person, { organisationId }, access.declineMerge);
	if (actor === undefined) return { refused: 'unknown' };
	return actAs(database, actor, async (tx): Promise<{ declined: true } | { refused: 'unknown' | SettleRefusal }> => {
		const proposal = await takeProposal(tx, proposalId);
		if (proposal?.otherOrganisationId !== organisationId) return { refused: 'unknown' };
		const refused = refuseSettling(proposal, readClock(new Date()).date);
		if (refused !== undefined) return { refused };
		if (reason === '') return { refused: 'no_reason' };
		await settleProposal(tx, proposal, { state: 'declined', personId: actor.personId, reason });
		await recordAct(tx, actor, { act: 'merge.declined', object: `merge:${proposal.id}` });
		return { declined: true };
	});
}
