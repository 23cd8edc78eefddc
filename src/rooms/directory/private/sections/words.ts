import { languages, type Language } from '#house/language/language.ts';
import type { ServiceRecord, TextField, Words } from '../../service-record.ts';
import type { TypedSection } from '../../section-form.ts';
import { textsOf, type Section } from '../../service-sections.ts';
import type { FormReader } from './form-reader.ts';

const longestName = 150;
const longestText = 4000;

/** The name of a field of the form: `description_nl`. */
export function wordKey(field: TextField, language: Language): string {
	return `${field}_${language}`;
}

export function writeWords(record: ServiceRecord, section: Section): TypedSection {
	const entries = languages.flatMap((language) =>
		textsOf(section).map((field) => [wordKey(field, language), [record.texts[language][field]]] as [string, string[]]),
	);
	return Object.fromEntries(entries);
}

export function readWords(form: FormReader, section: Section): Partial<Record<Language, Partial<Words>>> {
	const entries = languages.map((language) => {
		const words = textsOf(section).map((field) => {
			return [field, form.text(wordKey(field, language), field === 'name' ? longestName : longestText)] as const;
		});
		return [language, Object.fromEntries(words)] as const;
	});
	return Object.fromEntries(entries);
}
