import { formatDate } from '#house/language/dates.ts';
import { languageNames, nameLanguage, type Language } from '#house/language/language.ts';
import { formatPhone } from '#house/language/phone.ts';
import type { Json } from '#house/crypto/canonical.ts';
import { texts } from '#messages';
import { describeException } from './describe-details.ts';
import { describeHours } from './describe-service.ts';
import { isPlainField, isTextField, ServiceRecord, type Field } from './service-record.ts';

/** What the history tells of besides the fields of the record. */
type MoveField = 'state' | 'confirmedOn' | 'pausedUntil';
type Snake<Text extends string> = Text extends `${infer First}${infer Rest}`
	? `${First extends Lowercase<First> ? First : `_${Lowercase<First>}`}${Snake<Rest>}`
	: Text;

/** The name of a field in words; one that this version does not know, as it is. */
export function labelField(field: string, language: Language): string {
	if (!isPlainField(field) && !isTextField(field) && !isMoveField(field)) return field;
	// TypeScript does not know what replaceAll makes of a literal.
	const key = field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`) as Snake<Field | MoveField>;
	return texts(language).directory[`field_${key}`];
}

/** Whether a change of this field can be undone field by field: moves go their own way. */
export function isRestorable(field: string): boolean {
	return isPlainField(field) || isTextField(field);
}

interface Reader {
	language: Language;
	nameArea: (code: string) => string;
}

/** A value as the history keeps it, in words; an empty text for what says nothing. */
export function describeValue(field: string, value: Json, { language, nameArea }: Reader): string {
	if (value === null || value === '') return '';
	if (Array.isArray(value)) return describeList(field, value, { language, nameArea });
	if (typeof value === 'boolean') return describeYesNo(field, value, language);
	const text = typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value);
	if (field === 'confirmedOn' || field === 'pausedUntil') return formatDate(text, language);
	if (field === 'phone' || field === 'contactPhone') return formatPhone(text);
	if (field === 'mainLanguage') return Object.entries(languageNames).find(([code]) => code === text)?.[1] ?? text;
	if (field === 'confirmationMonths') return texts(language).directory.months_every({ count: Number(text) });
	return findWord(field, text, language) ?? text;
}

function describeList(field: string, list: readonly Json[], { language, nameArea }: Reader): string {
	if (field === 'hours') {
		const hours = ServiceRecord.shape.hours.safeParse(list);
		const lines = hours.success ? describeHours(hours.data, language) : [];
		return lines.map((line) => texts(language).directory.hours_line(line)).join('\n');
	}
	if (field === 'exceptions') {
		const exceptions = ServiceRecord.shape.exceptions.safeParse(list);
		return exceptions.success ? exceptions.data.map((each) => describeException(each, language)).join('\n') : '';
	}
	const codes = list.map(String);
	if (field === 'languages') return codes.map((code) => nameLanguage(code, language)).join(', ');
	if (field === 'coverage') return codes.map(nameArea).join(', ');
	return codes.map((code) => findWord(field, code, language) ?? code).join(', ');
}

function describeYesNo(field: string, value: boolean, language: Language): string {
	const t = texts(language).directory;
	if (field === 'withoutAppointment') return value ? t.appointment_not_needed : t.appointment_needed;
	return value ? t.answer_yes : t.answer_no;
}

/** By which beginning the words of a field's codes are kept. */
const wordsOf: Record<string, string> = {
	state: 'state',
	audiences: 'serves',
	needs: 'need',
	minors: 'minors',
	modes: 'mode',
	referralModes: 'referral',
	capacity: 'capacity',
	accessibility: 'access',
};

function findWord(field: string, code: string, language: Language): string | undefined {
	const beginning = wordsOf[field];
	const entry = Object.entries(texts(language).directory).find(([key]) => key === `${beginning}_${code}`);
	return typeof entry?.[1] === 'string' ? entry[1] : undefined;
}

function isMoveField(field: string): field is MoveField {
	return ['state', 'confirmedOn', 'pausedUntil'].includes(field);
}
