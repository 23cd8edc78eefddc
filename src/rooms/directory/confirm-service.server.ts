import { readClock } from '#house/language/dates.ts';
import type { Database } from '#house/database/kysely.ts';
import type { SignedIn } from '#rooms/identity/signed-in.ts';
import { access } from './access.ts';
import { moveService } from './private/move-service.ts';
import { workOnService, type GeneralRefusal, type OwnService } from './private/work-on-service.ts';
import { isPublic } from './service-lifecycle.ts';

/** Says that all a published service says is still right, today. */
export function confirmService(
	database: Database,
	person: SignedIn,
	own: OwnService,
): Promise<{ confirmed: true } | { refused: GeneralRefusal | 'other_state' }> {
	return workOnService(
		database,
		{ person, allowed: access.confirmService, own },
		async (work): Promise<{ confirmed: true } | { refused: 'other_state' }> => {
			const { state, confirmedOn, pausedUntil } = work.stored;
			if (!isPublic(state)) return { refused: 'other_state' };
			const today = readClock(new Date()).date;
			// Pressed twice, it is one act.
			if (confirmedOn !== today)
				await moveService(work, { act: 'service.confirmed', state, confirmedOn: today, pausedUntil });
			return { confirmed: true };
		},
	);
}
