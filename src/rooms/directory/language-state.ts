import { languages, type Language } from '#house/language/language.ts';
import { hasWords, type ServiceRecord, type TextField } from './service-record.ts';

/** How the words of a language stand to those of the main one: its source, nothing yet, something missing, older, or up to date. */
export type LanguageState = 'source' | 'empty' | 'missing' | 'older' | 'current';

export interface Dated {
	record: ServiceRecord;
	/** ISO moments of the languages that say something, field by field; `otherwise` for those not named. */
	textCheckedAt: Partial<Record<Language, Record<string, string>>>;
}

/** Each language by its state as regards these texts. */
export function listLanguageStates({ record, textCheckedAt }: Dated, fields: readonly TextField[]) {
	const source = record.texts[record.mainLanguage];
	const said = fields.filter((field) => source[field] !== '');
	const checkedAt = (language: Language, field: TextField) =>
		Date.parse(textCheckedAt[language]?.[field] ?? textCheckedAt[language]?.otherwise ?? '') || 0;
	const stateOf = (language: Language): LanguageState => {
		if (language === record.mainLanguage) return 'source';
		const words = record.texts[language];
		if (!hasWords(words)) return 'empty';
		if (said.some((field) => words[field] === '')) return 'missing';
		const isOlder = said.some((field) => checkedAt(language, field) < checkedAt(record.mainLanguage, field));
		return isOlder ? 'older' : 'current';
	};
	return languages.map((language) => ({ language, state: stateOf(language) }));
}
