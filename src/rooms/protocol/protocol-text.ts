import { z } from 'zod';
import { languages, type Language } from '#house/language/language.ts';
import { readDay } from '#house/language/read-day.ts';
import { readText } from '#house/web/read-text.ts';
import type { DocumentEntry } from './party.ts';

/** A version in one language: its title and its text, in words or as a document; or neither, when only the title is known. */
interface ProtocolText {
	language: Language;
	title: string;
	body: string | null;
	document: DocumentEntry | null;
}

/** The protocol as adopted on a day (YYYY-MM-DD). */
export interface ProtocolVersion {
	id: string;
	number: number;
	adoptedOn: string;
	note: string;
	texts: ProtocolText[];
}

export interface TextValues {
	language: string;
	title: string;
	body: string;
}
export interface TextForm {
	language: Language;
	title: string;
	body: string | null;
	documentId: string | null;
}
export interface TextIssue {
	field: keyof TextValues;
	problem: 'language_missing' | 'title_missing' | 'title_long' | 'body_long';
}

const longestTitle = 300;
const longestBody = 200_000;

/** The text of a version in one language, as typed by the secretariat. */
export function readTextForm(data: FormData): { values: TextValues } & ({ form: TextForm } | { issues: TextIssue[] }) {
	const values = { language: readText(data, 'language'), title: readText(data, 'title'), body: readText(data, 'body') };
	const language = languages.find((each) => each === values.language);
	const issues: TextIssue[] = [];
	if (language === undefined) issues.push({ field: 'language', problem: 'language_missing' });
	if (values.title === '') issues.push({ field: 'title', problem: 'title_missing' });
	if (values.title.length > longestTitle) issues.push({ field: 'title', problem: 'title_long' });
	if (values.body.length > longestBody) issues.push({ field: 'body', problem: 'body_long' });
	if (language === undefined || issues.length > 0) return { values, issues };
	const body = values.body === '' ? null : values.body;
	return {
		values,
		form: {
			language,
			title: values.title,
			body,
			documentId: readUuid(data, 'document'),
		},
	};
}

export interface VersionValues {
	adoptedOn: string;
	note: string;
}
export interface VersionForm {
	number: number;
	adoptedOn: string;
	note: string;
}
export interface VersionIssue {
	field: keyof VersionValues;
	problem: 'day_missing' | 'day_unclear' | 'note_long';
}

/** A new version, as typed by the secretariat. `number` is the one the form was opened for, so that it counts once. */
export function readVersionForm(
	data: FormData,
): { values: VersionValues } & ({ form: VersionForm } | { issues: VersionIssue[] }) {
	const values = { adoptedOn: readText(data, 'adoptedOn'), note: readText(data, 'note') };
	const adoptedOn = readDay(values.adoptedOn);
	const issues: VersionIssue[] = [];
	if (adoptedOn === undefined) {
		issues.push({ field: 'adoptedOn', problem: values.adoptedOn === '' ? 'day_missing' : 'day_unclear' });
	}
	if (values.note.length > 2000) issues.push({ field: 'note', problem: 'note_long' });
	if (adoptedOn === undefined || issues.length > 0) return { values, issues };
	const number = z.coerce.number().int().min(1).max(9999).catch(0).parse(readText(data, 'number'));
	return { values, form: { number, adoptedOn, note: values.note } };
}

function readUuid(data: FormData, name: string): string | null {
	return z.uuid().nullable().catch(null).parse(readText(data, name));
}
