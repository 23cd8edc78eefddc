import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import { readClock } from '#house/language/dates.ts';
import { recordAct } from '#rooms/audit/record-act.server.ts';
import { findActor, type SignedIn } from '#rooms/identity/signed-in.ts';
import { access } from './access.ts';
import { refuseSettling, type SettleRefusal } from './merge-proposal.ts';
import { settleProposal, takeProposal } from './private/settle-proposal.ts';

/** Takes back what one's own organisation proposed, before the other has answered. */
export async function withdrawMerge(
	database: Database,
	person: SignedIn,
	{ organisationId, proposalId }: { organisationId: string; proposalId: string },
): Promise<{ withdrawn: true } | { refused: 'unknown' | SettleRefusal }> {
	const actor = findActor(person, { organisationId }, access.withdrawMerge);
	if (actor === undefined) return { refused: 'unknown' };
	return actAs(database, actor, async (tx): Promise<{ withdrawn: true } | { refused: 'unknown' | SettleRefusal }> => {
		const proposal = await takeProposal(tx, proposalId);
		if (proposal?.organisationId !== organisationId) return { refused: 'unknown' };
		const refused = refuseSettling(proposal, readClock(new Date()).date);
		if (refused !== undefined) return { refused };
		await settleProposal(tx, proposal, { state: 'withdrawn', personId: actor.personId });
		await recordAct(tx, actor, { act: 'merge.withdrawn', object: `merge:${proposal.id}` });
		return { withdrawn: true };
	});
}
