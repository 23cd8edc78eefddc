import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import { findActor, type SignedIn } from '#rooms/identity/signed-in.ts';
import { access } from './access.ts';
import type { Choices } from './merging.ts';
import { lockServices } from './private/lock-services.ts';
import { readStoredServices } from './private/stored-service.ts';
import type { GeneralRefusal } from './private/work-on-service.ts';
import { endCeasing, refuseMerge, writeSurviving, type MergeRefusal } from './private/write-merge.ts';

/** Which of two services of an organisation stays, what it says then, and the versions that were compared. */
export interface Merging {
	organisationId: string;
	surviving: { id: string; version: number };
	ceasing: { id: string; version: number };
	chosen: Choices;
}

/**
 * Makes one entry of two of the same organisation. The one stays under its id, with what was chosen; the other is archived, its address
 * and its id lead to the one that stays.
 */
export async function mergeServices(
	database: Database,
	person: SignedIn,
	{ organisationId, surviving, ceasing, chosen }: Merging,
): Promise<{ merged: true } | MergeRefusal | { refused: GeneralRefusal | 'stale' }> {
	const actor = findActor(person, { organisationId }, access.mergeServices);
	if (actor === undefined || surviving.id === ceasing.id) return { refused: 'unknown' };
	return actAs(
		database,
		actor,
		async (tx): Promise<{ merged: true } | MergeRefusal | { refused: GeneralRefusal | 'stale' }> => {
			await lockServices(tx, [surviving.id, ceasing.id]);
			const [kept, gone] = await readStoredServices(tx, [surviving.id, ceasing.id]);
			if (kept === undefined || gone === undefined || kept.imaginary !== gone.imaginary) return { refused: 'unknown' };
			// Whoever tries the demonstration changes nothing that people rely on.
			if (person.imaginary && !kept.imaginary) return { refused: 'real_service' };
			if (kept.version !== surviving.version || gone.version !== ceasing.version) return { refused: 'stale' };
			const both = { tx, surviving: kept, ceasing: gone };
			const refused = refuseMerge(both) ?? (await writeSurviving(both, actor, chosen));
			if (refused !== undefined) return refused;
			await endCeasing(both, actor);
			return { merged: true };
		},
	);
}
