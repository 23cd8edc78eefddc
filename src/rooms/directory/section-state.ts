import type { ServiceRecord } from './service-record.ts';
import { fieldsOf, textsOf, type Section } from './service-sections.ts';

/** What is always there and says nothing about whether a section was filled in. */
const alwaysThere = ['mainLanguage', 'confidentialAddress'];

/** Whether anything of this section is said, its words in the main language. */
export function isFilledIn(section: Section, record: ServiceRecord): boolean {
	const words = record.texts[record.mainLanguage];
	const values = { ...record, ...Object.fromEntries(textsOf(section).map((field) => [field, words[field]])) };
	const said = Object.entries(values).filter(([field]) => fieldsOf(section).some((each) => each === field));
	return said.some(([field, value]) => {
		if (alwaysThere.includes(field)) return false;
		return Array.isArray(value) ? value.length > 0 : value !== null && value !== '';
	});
}
