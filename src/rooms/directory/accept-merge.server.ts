import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import { readClock } from '#house/language/dates.ts';
import { recordAct } from '#rooms/audit/record-act.server.ts';
import { findActor, type SignedIn } from '#rooms/identity/signed-in.ts';
import { access } from './access.ts';
import { refuseSettling, type SettleRefusal } from './merge-proposal.ts';
import type { Choices } from './merging.ts';
import { carryOut, readProposed } from './private/carry-out-merge.ts';
import { settleProposal, takeProposal } from './private/settle-proposal.ts';
import type { GeneralRefusal } from './private/work-on-service.ts';
import { refuseMerge, writeSurviving, type MergeRefusal } from './private/write-merge.ts';

interface Accepting {
	organisationId: string;
	proposalId: string;
	/** What one's own entry keeps, where it is the one that stays. */
	chosen: Choices;
}

type Answer = { accepted: true } | MergeRefusal | { refused: GeneralRefusal | SettleRefusal };

/**
 * Says yes to what another organisation proposed, and carries it out. Whoever accepts writes their own entry alone; the other one is
 * archived in the name of who proposed it, if both are as they were then.
 */
export async function acceptMerge(
	database: Database,
	person: SignedIn,
	{ organisationId, proposalId, chosen }: Accepting,
): Promise<Answer> {
	const actor = findActor(person, { organisationId }, access.acceptMerge);
	if (actor === undefined) return { refused: 'unknown' };
	return actAs(database, actor, async (tx): Promise<Answer> => {
		const proposal = await takeProposal(tx, proposalId);
		if (proposal?.otherOrganisationId !== organisationId) return { refused: 'unknown' };
		const settled = refuseSettling(proposal, readClock(new Date()).date);
		if (settled !== undefined) return { refused: settled };
		const entries = await readProposed(tx, proposal);
		if (entries === undefined) return { refused: 'stale' };
		const both = { tx, ...entries };
		if (person.imaginary && !both.surviving.imaginary) return { refused: 'real_service' };
		const staysHere = both.surviving.organisationId === organisationId;
		const refused = refuseMerge(both) ?? (staysHere ? await writeSurviving(both, actor, chosen) : undefined);
		if (refused !== undefined) return refused;
		await settleProposal(tx, proposal, { state: 'accepted', personId: actor.personId });
		await carryOut(both, { proposal, actor });
		await recordAct(tx, actor, { act: 'merge.accepted', object: `merge:${proposal.id}` });
		return { accepted: true };
	});
}
