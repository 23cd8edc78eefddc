import { readClock } from '#house/language/dates.ts';
import type { Database } from '#house/database/kysely.ts';
import { languages } from '#house/language/language.ts';
import type { SignedIn } from '#rooms/identity/signed-in.ts';
import { access } from './access.ts';
import { listLost } from './missing-for-publishing.ts';
import { workOnService, type GeneralRefusal, type OwnService } from './private/work-on-service.ts';
import { writeRecord } from './private/write-record.ts';
import { listChanges, restoreField } from './service-changes.ts';
import { isPublic } from './service-lifecycle.ts';

export interface Restoring extends OwnService {
	/** The version on which it was decided. */
	version: number;
	/** The change to undo: its version, its field, and the language of a text or ''. */
	change: { version: number; field: string; language: string };
	isArea: (code: string) => boolean;
}

export type RestoreRefusal = GeneralRefusal | 'archived' | 'stale' | 'incomplete' | 'unrestorable';

/** Gives one field the value it had before a change. That is a change too: nothing is lost by it. */
export function restoreService(
	database: Database,
	person: SignedIn,
	{ version, change, isArea, ...own }: Restoring,
): Promise<{ restored: true } | { refused: RestoreRefusal }> {
	return workOnService(
		database,
		{ person, allowed: access.restoreService, own },
		async ({ tx, actor, stored }): Promise<{ restored: true } | { refused: RestoreRefusal }> => {
			if (stored.state === 'archived') return { refused: 'archived' };
			if (version !== stored.version) return { refused: 'stale' };
			const row = await tx
				.selectFrom('service_change')
				.select('before')
				.where('service_id', '=', stored.id)
				.where('version', '=', change.version)
				.where('field', '=', change.field)
				.where('language', '=', change.language)
				.executeTakeFirst();
			if (row === undefined) return { refused: 'unknown' };
			const language = languages.find((each) => each === change.language) ?? null;
			const next = restoreField(stored.record, { field: change.field, language }, row.before);
			if (next === undefined || !next.coverage.every(isArea)) return { refused: 'unrestorable' };
			const missing = listLost(stored.record, next);
			const losesName = next.texts[next.mainLanguage].name === '';
			if (losesName || (isPublic(stored.state) && missing.length > 0)) return { refused: 'incomplete' };
			const changes = listChanges(stored.record, next);
			const today = readClock(new Date()).date;
			const writing = { stored, next, changes, personId: actor.personId, today };
			if (changes.length > 0) await writeRecord(tx, writing);
			return { restored: true };
		},
	);
}
