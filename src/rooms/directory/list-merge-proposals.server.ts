import { sql } from 'kysely';
import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import { findActor, type SignedIn } from '#rooms/identity/signed-in.ts';
import { access } from './access.ts';
import type { MergeProposal } from './merge-proposal.ts';
import { selectProposals } from './private/select-proposals.ts';

const proposalsPerPage = 25;

/** What was proposed to an organisation and by it: what waits first, then the newest. */
export async function listMergeProposals(
	database: Database,
	person: SignedIn,
	{ organisationId, page }: { organisationId: string; page: number },
): Promise<{ proposals: MergeProposal[]; hasMore: boolean } | { refused: 'unknown' }> {
	const actor = findActor(person, { organisationId }, access.listMergeProposals);
	if (actor === undefined) return { refused: 'unknown' };
	return actAs(database, actor, async (tx) => {
		const offset = (page - 1) * proposalsPerPage;
		const proposals = await selectProposals(tx, { where: sql`true`, limit: proposalsPerPage + 1, offset });
		return { proposals: proposals.slice(0, proposalsPerPage), hasMore: proposals.length > proposalsPerPage };
	});
}
