import type { Database } from '#house/database/kysely.ts';
import type { SignedIn } from '#rooms/identity/signed-in.ts';
import { access } from './access.ts';
import { moveService } from './private/move-service.ts';
import { workOnService, type GeneralRefusal, type OwnService } from './private/work-on-service.ts';
import { findNextState } from './service-lifecycle.ts';

export interface Archiving extends OwnService {
	/** The service of the same organisation that takes its place; old addresses lead there. */
	successorId: string | undefined;
}

export type ArchiveRefusal = GeneralRefusal | 'other_state' | 'unknown_successor';

/** Takes a service out of the directory for good. Its history stays. */
export function archiveService(
	database: Database,
	person: SignedIn,
	{ successorId, ...own }: Archiving,
): Promise<{ archived: true } | { refused: ArchiveRefusal }> {
	return workOnService(
		database,
		{ person, allowed: access.archiveService, own },
		async (work): Promise<{ archived: true } | { refused: ArchiveRefusal }> => {
			const { tx, stored } = work;
			const state = findNextState(stored.state, 'archive');
			if (state === undefined) return { refused: 'other_state' };
			if (successorId !== undefined) {
				const successor = await tx
					.selectFrom('service')
					.select('id')
					.where('organisation_id', '=', stored.organisationId)
					.where((by) => by.cast('id', 'text'), '=', successorId)
					.where('id', '<>', stored.id)
					.where('published', '=', true)
					.executeTakeFirst();
				if (successor === undefined) return { refused: 'unknown_successor' };
				await tx
					.insertInto('service_successor')
					.values({
						organisation_id: stored.organisationId,
						service_id: stored.id,
						successor_organisation_id: stored.organisationId,
						successor_id: successor.id,
					})
					.execute();
			}
			await moveService(work, { act: 'service.archived', state });
			return { archived: true };
		},
	);
}
