import type { Database } from '#house/database/kysely.ts';
import type { SignedIn } from '#rooms/identity/signed-in.ts';
import { access } from './access.ts';
import { moveService } from './private/move-service.ts';
import { workOnService, type GeneralRefusal, type OwnService } from './private/work-on-service.ts';
import { findNextState } from './service-lifecycle.ts';

/** Ends a pause, before its day or after. */
export function resumeService(
	database: Database,
	person: SignedIn,
	own: OwnService,
): Promise<{ resumed: true } | { refused: GeneralRefusal | 'other_state' }> {
	return workOnService(
		database,
		{ person, allowed: access.resumeService, own },
		async (work): Promise<{ resumed: true } | { refused: 'other_state' }> => {
			const state = findNextState(work.stored.state, 'resume');
			if (state === undefined) return { refused: 'other_state' };
			await moveService(work, { act: 'service.resumed', state, pausedUntil: null });
			return { resumed: true };
		},
	);
}
