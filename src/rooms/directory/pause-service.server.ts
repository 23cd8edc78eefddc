import { readClock } from '#house/language/dates.ts';
import type { Database } from '#house/database/kysely.ts';
import { languages, type Language } from '#house/language/language.ts';
import type { SignedIn } from '#rooms/identity/signed-in.ts';
import { access } from './access.ts';
import { moveService } from './private/move-service.ts';
import { workOnService, type GeneralRefusal, type OwnService } from './private/work-on-service.ts';
import { writeRecord } from './private/write-record.ts';
import { applyEdit, listChanges } from './service-changes.ts';
import { findNextState } from './service-lifecycle.ts';

export interface Pause extends OwnService {
	/** YYYY-MM-DD, the last day of the pause. */
	until: string;
	/** What visitors read meanwhile. */
	message: Partial<Record<Language, string>>;
}

export type PauseRefusal = GeneralRefusal | 'other_state' | 'past_day';

/** Puts a service on pause: it stays in the directory, with the day it is back and what to do meanwhile. */
export function pauseService(
	database: Database,
	person: SignedIn,
	{ until, message, ...own }: Pause,
): Promise<{ paused: true } | { refused: PauseRefusal }> {
	return workOnService(
		database,
		{ person, allowed: access.pauseService, own },
		async (work): Promise<{ paused: true } | { refused: PauseRefusal }> => {
			const { tx, actor, stored } = work;
			const state = findNextState(stored.state, 'pause');
			const today = readClock(new Date()).date;
			if (state === undefined) return { refused: 'other_state' };
			if (until < today) return { refused: 'past_day' };
			const texts = Object.fromEntries(
				languages.map((language) => [language, { pauseMessage: message[language] ?? '' }] as const),
			);
			const next = applyEdit(stored.record, { texts });
			const changes = listChanges(stored.record, next);
			if (changes.length > 0) await writeRecord(tx, { stored, next, changes, personId: actor.personId, today });
			await moveService(work, { act: 'service.paused', state, pausedUntil: until });
			return { paused: true };
		},
	);
}
