import { readClock } from '#house/language/dates.ts';
import type { Database } from '#house/database/kysely.ts';
import type { Language } from '#house/language/language.ts';
import type { SignedIn } from '#rooms/identity/signed-in.ts';
import { access } from './access.ts';
import { listLost, type Essential } from './missing-for-publishing.ts';
import { findRivals, type Rival } from './private/find-rivals.ts';
import type { StoredService } from './private/stored-service.ts';
import { workOnService, type GeneralRefusal, type OwnService } from './private/work-on-service.ts';
import { writeRecord } from './private/write-record.ts';
import { applyEdit, listChanges, type Edit } from './service-changes.ts';
import { isPublic } from './service-lifecycle.ts';
import { textsOf, type Section } from './service-sections.ts';

export interface SectionEdit extends OwnService {
	section: Section;
	/** The version on which the edit was made. */
	version: number;
	edit: Edit;
	/** Languages whose words were looked at and are still right. */
	stillRight: Language[];
}

export type EditRefusal =
	| { refused: GeneralRefusal | 'archived' }
	/** Published, it would no longer say what nobody can do without. */
	| { refused: 'incomplete'; missing: Essential[] }
	/** Someone else changed the same section since: what it says now, and who wrote it. */
	| { refused: 'stale'; current: StoredService; rival: Rival };

/** Edits one section. Two people may edit two sections at once; of the same section nobody overwrites the other unseen. */
export function editService(
	database: Database,
	person: SignedIn,
	{ section, version, edit, stillRight, ...own }: SectionEdit,
): Promise<{ version: number } | EditRefusal> {
	return workOnService(
		database,
		{ person, allowed: access.editService, own },
		async ({ tx, actor, stored }): Promise<{ version: number } | EditRefusal> => {
			if (stored.state === 'archived') return { refused: 'archived' };
			const rival = await findRivals(tx, stored, { section, version });
			if (rival !== undefined) return { refused: 'stale', current: stored, rival };
			const next = applyEdit(stored.record, edit);
			const changes = listChanges(stored.record, next);
			if (changes.length === 0 && stillRight.length === 0) return { version: stored.version };
			const missing = listLost(stored.record, next);
			if (isPublic(stored.state) && missing.length > 0) return { refused: 'incomplete', missing };
			const today = readClock(new Date()).date;
			const looked = { languages: stillRight, fields: textsOf(section) };
			const writing = { stored, next, changes, stillRight: looked, personId: actor.personId, today };
			return { version: await writeRecord(tx, writing) };
		},
	);
}
