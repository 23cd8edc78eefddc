import { formatDate, formatTime, readClock } from '#house/language/dates.ts';
import { languageNames, type Language } from '#house/language/language.ts';
import type { EditRefusal } from '#rooms/directory/edit-service.server.ts';
import { describeValue, labelField } from '#rooms/directory/label-field.ts';
import { applyEdit, listChanges, type Edit } from '#rooms/directory/service-changes.ts';
import { fieldsOf, type Section } from '#rooms/directory/service-sections.ts';
import { isArea, nameArea } from '#rooms/orientation/find-places.server.ts';
import { texts } from '#messages';

type Stale = Extract<EditRefusal, { refused: 'stale' }>;

/** The two versions of a section, field by field where they differ, and who wrote the one that is saved. */
export function describeConflict(
	{ current, rival }: Stale,
	{ section, edit, language }: { section: Section; edit: Edit; language: Language },
) {
	const t = texts(language).directory;
	const clock = readClock(new Date(rival.at));
	const reader = { language, nameArea: (code: string) => (isArea(code) ? nameArea(code, language) : code) };
	const rows = listChanges(current.record, applyEdit(current.record, edit))
		.filter(({ field }) => fieldsOf(section).includes(field))
		.map(({ field, language: code, before, after }) => ({
			label: labelField(field, language) + (code === null ? '' : ` (${languageNames[code]})`),
			theirs: describeValue(field, before, reader) || t.history_nothing,
			yours: describeValue(field, after, reader) || t.history_nothing,
		}));
	const who = t.conflict_who({
		name: rival.name ?? t.conflict_someone,
		date: formatDate(clock.date, language),
		time: formatTime(clock.time, language),
	});
	return { rows, who };
}
