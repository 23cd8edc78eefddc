import { readClock } from '#house/language/dates.ts';
import type { Database } from '#house/database/kysely.ts';
import type { SignedIn } from '#rooms/identity/signed-in.ts';
import { access } from './access.ts';
import { moveService } from './private/move-service.ts';
import { workOnService, type GeneralRefusal, type OwnService } from './private/work-on-service.ts';
import { findNextState } from './service-lifecycle.ts';

export type PublishRefusal = GeneralRefusal | 'other_state' | 'own_submission';

/** Publishes what another person submitted: nobody is their own second pair of eyes. It is confirmed by that. */
export function publishService(
	database: Database,
	person: SignedIn,
	own: OwnService,
): Promise<{ published: true } | { refused: PublishRefusal }> {
	return workOnService(
		database,
		{ person, allowed: access.publishService, own },
		async (work): Promise<{ published: true } | { refused: PublishRefusal }> => {
			const state = findNextState(work.stored.state, 'publish');
			if (state === undefined) return { refused: 'other_state' };
			if (work.stored.submittedBy === person.personId) return { refused: 'own_submission' };
			const confirmedOn = readClock(new Date()).date;
			await moveService(work, { act: 'service.published', state, confirmedOn });
			return { published: true };
		},
	);
}
