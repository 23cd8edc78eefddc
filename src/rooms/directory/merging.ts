import type { Json } from '#house/crypto/canonical.ts';
import { languages, type Language } from '#house/language/language.ts';
import { applyEdit } from './service-changes.ts';
import { isTextField, textFields, ServiceRecord, type Field, type PlainField } from './service-record.ts';

/** Whose value the surviving entry keeps; `both` only of lists of codes. */
export const choices = ['surviving', 'ceasing', 'both'] as const;
type Choice = (typeof choices)[number];
/** By the key of a difference. */
export type Choices = Partial<Record<string, Choice>>;

/** One of the two entries, as far as it is known to whoever compares them. */
export interface Compared {
	record: ServiceRecord;
	confirmedOn: string | null;
	/** Of another organisation: where its address is confidential, it is not known. */
	isForeign: boolean;
}

/** What stands differently in the two, to be chosen at once. */
export interface Difference {
	/** `phone`, `fr.name`, or the name of a group. */
	key: string;
	language: Language | null;
	fields: Field[];
	surviving: Json[];
	ceasing: Json[];
	suggested: Choice;
	/** Lists of codes can be joined. */
	mayJoin: boolean;
}

/** Values that make sense only together. */
const groups: [string, PlainField[]][] = [
	['address', ['confidentialAddress', 'street', 'postalCode', 'town']],
	['capacity', ['capacity', 'waitingDays']],
];
const grouped = groups.flatMap(([, fields]) => fields);
const joinable: readonly Field[] = [
	'audiences',
	'needs',
	'modes',
	'referralModes',
	'coverage',
	'languages',
	'accessibility',
] satisfies PlainField[];
const alone = Object.keys(ServiceRecord.shape)
	// Its own rhythm of confirmation stays with the entry that stays.
	.filter((field): field is PlainField => field !== 'texts' && field !== 'confirmationMonths')
	.filter((field) => !grouped.includes(field));

type Part = { key: string; language: Language | null; fields: Field[] };
const parts: Part[] = [
	...languages.flatMap((language) =>
		textFields.map((field): Part => ({ key: `${language}.${field}`, language, fields: [field] })),
	),
	...alone.map((field): Part => ({ key: field, language: null, fields: [field] })),
	...groups.map(([key, fields]): Part => ({ key, language: null, fields })),
];

/** Where the two entries differ, each with what is suggested: what is filled in, and of two that are the more recently confirmed. */
export function listDifferences(surviving: Compared, ceasing: Compared): Difference[] {
	const isNewer = (ceasing.confirmedOn ?? '') > (surviving.confirmedOn ?? '');
	return parts.flatMap((part): Difference[] => {
		if (part.key === 'address' && isHidden(ceasing)) return [];
		const [ours, theirs] = [valuesOf(surviving.record, part), valuesOf(ceasing.record, part)];
		if (JSON.stringify(ours) === JSON.stringify(theirs)) return [];
		const [oursSay, theirsSay] = [says(part, ours), says(part, theirs)];
		const suggested = theirsSay && (isNewer || !oursSay) ? 'ceasing' : 'surviving';
		const mayJoin = oursSay && theirsSay && part.fields.every((field) => joinable.includes(field));
		return [{ ...part, surviving: ours, ceasing: theirs, suggested, mayJoin }];
	});
}

/** What the surviving entry says afterwards. What was not chosen goes by what is suggested. */
export function mergeRecords(surviving: Compared, ceasing: Compared, chosen: Choices): ServiceRecord {
	const fields: Record<string, Json> = {};
	const texts: Partial<Record<Language, Record<string, string>>> = {};
	for (const difference of listDifferences(surviving, ceasing)) {
		const choice = chosen[difference.key] ?? difference.suggested;
		if (choice === 'surviving') continue;
		difference.fields.forEach((field, index) => {
			const [ours, theirs] = [difference.surviving[index] ?? null, difference.ceasing[index] ?? null];
			if (difference.language !== null) {
				(texts[difference.language] ??= {})[field] = typeof theirs === 'string' ? theirs : '';
				return;
			}
			fields[field] = choice === 'both' && difference.mayJoin ? join(ours, theirs) : theirs;
		});
	}
	// Values of the one record under the names they have in the other.
	return applyEdit(surviving.record, { fields, texts });
}

function isHidden({ record, isForeign }: Compared): boolean {
	return isForeign && record.confidentialAddress;
}

function valuesOf({ texts, ...record }: ServiceRecord, { language, fields }: Part): Json[] {
	return fields.map((field): Json => {
		if (isTextField(field)) return language === null ? '' : texts[language][field];
		const value = record[field];
		return Array.isArray(value) && value.every((each) => typeof each === 'string') ? value.toSorted(byCode) : value;
	});
}

/** Whether anything is said. An address that is not confidential is not one yet. */
function says({ fields }: Part, values: Json[]): boolean {
	return values.some((value, index) => {
		if (value === null || value === '' || (Array.isArray(value) && value.length === 0)) return false;
		return fields[index] !== 'confidentialAddress' || value === true;
	});
}

function byCode(a: string, b: string): number {
	return a < b ? -1 : 1;
}

function join(ours: Json, theirs: Json): Json {
	return [...new Set([ours, theirs].flat().map(String))].toSorted(byCode);
}

/** What was chosen in a form, whose fields are called `choice.` and the key of a difference. */
export function readChoices(typed: Record<string, string | string[]>): Choices {
	const chosen: Choices = {};
	for (const [name, value] of Object.entries(typed)) {
		const choice = choices.find((each) => each === value);
		if (name.startsWith('choice.') && choice !== undefined) chosen[name.slice('choice.'.length)] = choice;
	}
	return chosen;
}
