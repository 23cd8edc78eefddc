import { languages, type Language } from '#house/language/language.ts';
import type { Json } from '../../../hsds.ts';
import type { ServiceRecord, TextField, Words } from '../../../service-record.ts';
import { noWords } from '../../stored-service.ts';
import { isFields, readWords, type Fields } from './values.ts';

/** Where a text stands in HSDS, and where in our additions by language. */
const places: [TextField, string | undefined, string][] = [
	['name', 'name', 'x_be_names'],
	['description', 'description', 'x_be_descriptions'],
	['conditions', 'eligibility_description', 'x_be_conditions'],
	['firstContact', 'application_process', 'x_be_first_contacts'],
	['cost', 'fees_description', 'x_be_costs'],
	['pauseMessage', undefined, 'x_be_pause_messages'],
	['mission', undefined, 'x_be_missions'],
	['method', undefined, 'x_be_methods'],
	['limits', undefined, 'x_be_limits'],
	['professionalSecrecy', undefined, 'x_be_professional_secrecy'],
];

const longest = 20_000;

/** What a service says in words. Only the text itself has no language: it is in the main one, unless ours says otherwise. */
export function readTexts(service: Fields, mainLanguage: Language): ServiceRecord['texts'] {
	const texts: Record<Language, Words> = {
		fr: { ...noWords },
		nl: { ...noWords },
		de: { ...noWords },
		en: { ...noWords },
	};
	const isOurs = isFields(service.x_be_names);
	for (const [field, plain, ours] of places) {
		const byLanguage: Json | undefined = service[ours];
		for (const language of languages) {
			if (isFields(byLanguage)) texts[language][field] = readWords(byLanguage[language]).slice(0, longest);
		}
		// Of our own feed the plain field is one of those; what only follows from others, as "free", is no text.
		if (!isOurs && plain !== undefined) texts[mainLanguage][field] = readWords(service[plain]).slice(0, longest);
	}
	if (texts[mainLanguage].name === '') texts[mainLanguage].name = readWords(service.name);
	for (const language of languages) {
		const { name, ...others } = texts[language];
		// A language that says something has a name.
		if (name === '' && Object.values(others).some((text) => text !== ''))
			texts[language].name = texts[mainLanguage].name;
	}
	return texts;
}
