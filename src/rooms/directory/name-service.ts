import { languages, type Language } from '#house/language/language.ts';
import type { ServiceRecord } from './service-record.ts';

export interface ServiceNames {
	names: Partial<Record<Language, string>>;
	mainLanguage: Language;
}

/** The names a service has, by language. */
export function nameService({ texts, mainLanguage }: ServiceRecord): ServiceNames {
	const named = languages.filter((language) => texts[language].name !== '');
	return { names: Object.fromEntries(named.map((language) => [language, texts[language].name])), mainLanguage };
}

/** The name in the reader's language, else in the service's own. */
export function chooseName({ names, mainLanguage }: ServiceNames, language: Language): string {
	return names[language] ?? names[mainLanguage] ?? '';
}
