import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import { findActor, type SignedIn } from '#rooms/identity/signed-in.ts';
import { access } from './access.ts';
import { selectPairs, type Pair } from './private/select-pairs.ts';

const pairsPerPage = 25;

interface Wish {
	organisationId: string;
	/** Those of one service alone. */
	serviceId?: string;
	page: number;
}

/** Services of an organisation that may stand in the directory twice, there or with another organisation, each with the reason. */
export async function listDuplicates(
	database: Database,
	person: SignedIn,
	{ organisationId, serviceId, page }: Wish,
): Promise<{ pairs: Pair[]; hasMore: boolean } | { refused: 'unknown' }> {
	const actor = findActor(person, { organisationId }, access.listDuplicates);
	if (actor === undefined) return { refused: 'unknown' };
	return actAs(database, actor, async (tx) => {
		const offset = (page - 1) * pairsPerPage;
		const pairs = await selectPairs(tx, { organisationId, serviceId, limit: pairsPerPage + 1, offset });
		return { pairs: pairs.slice(0, pairsPerPage), hasMore: pairs.length > pairsPerPage };
	});
}
