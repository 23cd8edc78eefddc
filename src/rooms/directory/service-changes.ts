import type { Json } from '#house/crypto/canonical.ts';
import { languages, type Language } from '#house/language/language.ts';
import { isPlainField, isTextField, ServiceRecord, textFields, type Field, type Words } from './service-record.ts';
import type { PlainField } from './service-record.ts';

/** One field that changed; `language` only of a text. */
export interface FieldChange {
	field: Field;
	language: Language | null;
	before: Json;
	after: Json;
}

/** What an edit sets; everything else stays. */
export interface Edit {
	fields?: Partial<Omit<ServiceRecord, 'texts'>>;
	texts?: Partial<Record<Language, Partial<Words>>>;
}

export function applyEdit(record: ServiceRecord, { fields = {}, texts = {} }: Edit): ServiceRecord {
	const next = { ...record, ...fields, texts: { ...record.texts } };
	for (const language of languages) next.texts[language] = { ...record.texts[language], ...texts[language] };
	return lendName(next);
}

/** A language that says something has a name: that of the main language until it is given its own. */
function lendName(record: ServiceRecord): ServiceRecord {
	const texts = { ...record.texts };
	for (const language of languages) {
		const { name, ...others } = texts[language];
		if (name === '' && Object.values(others).some((text) => text !== '')) {
			texts[language] = { ...texts[language], name: texts[record.mainLanguage].name };
		}
	}
	return { ...record, texts };
}

const plainFields = Object.keys(ServiceRecord.shape).filter(isPlainField);

/** Every field in which two records differ. */
export function listChanges(before: ServiceRecord, after: ServiceRecord): FieldChange[] {
	const plain = plainFields
		.filter((field) => !isSame(before[field], after[field]))
		.map((field): FieldChange => ({ field, language: null, before: before[field], after: after[field] }));
	const texts = languages.flatMap((language) =>
		textFields
			.filter((field) => before.texts[language][field] !== after.texts[language][field])
			.map((field): FieldChange => {
				const [old, now] = [before.texts[language][field], after.texts[language][field]];
				return { field, language, before: old, after: now };
			}),
	);
	return [...plain, ...texts];
}

/** The record with one field as it was: `value` as a change kept it. Undefined: it is no value of this field any more. */
export function restoreField(
	record: ServiceRecord,
	{ field, language }: { field: string; language: Language | null },
	value: unknown,
): ServiceRecord | undefined {
	if (isTextField(field) && language !== null) {
		return typeof value === 'string' ? applyEdit(record, { texts: { [language]: { [field]: value } } }) : undefined;
	}
	if (!isPlainField(field)) return undefined;
	const restored = ServiceRecord.safeParse({ ...record, ...withCompanions(record, field, value) });
	return restored.success ? lendName(restored.data) : undefined;
}

/** A waiting time means something only while there is one: going back, the two go together. */
function withCompanions(record: ServiceRecord, field: PlainField, value: unknown): Record<string, unknown> {
	if (field === 'capacity' && value !== 'waiting') return { capacity: value, waitingDays: null };
	if (field === 'waitingDays' && value !== null) return { capacity: 'waiting', waitingDays: value };
	return { [field]: value };
}

/** As JSON, whose keys stand in the order of the schema; lists of codes have no order. */
function isSame(one: unknown, other: unknown): boolean {
	return JSON.stringify(sortCodes(one)) === JSON.stringify(sortCodes(other));
}

function sortCodes(value: unknown): unknown {
	return Array.isArray(value) && value.every((each) => typeof each === 'string') ? value.toSorted() : value;
}
