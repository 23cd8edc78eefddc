import { isTextField, type Field, type PlainField, type TextField } from './service-record.ts';

/** The sections of a record, in the order in which one fills them in, each with the fields it edits. */
const fields = {
	identity: ['mainLanguage', 'name', 'description'],
	audience: ['audiences', 'needs', 'minors'],
	reach: ['modes', 'phone', 'email', 'url', 'withoutAppointment', 'anonymous', 'firstContact', 'conditions'],
	coverage: ['coverage'],
	referral: ['referralModes'],
	hours: ['hours', 'exceptions'],
	languages: ['languages'],
	cost: ['free', 'cost'],
	address: ['confidentialAddress', 'street', 'postalCode', 'town'],
	capacity: ['capacity', 'waitingDays'],
	accessibility: ['accessibility'],
	approach: ['mission', 'method', 'limits', 'professionalSecrecy'],
	professionals: ['contactPhone', 'contactEmail', 'contactNote'],
	confirmation: ['confirmationMonths'],
} as const satisfies Record<string, readonly Field[]>;
export type Section = keyof typeof fields;

// Object.keys cannot know the keys of a literal.
export const sections = Object.keys(fields) as Section[];

export function findSection(name: string): Section | undefined {
	return sections.find((section) => section === name);
}

export function fieldsOf(section: Section): readonly Field[] {
	return fields[section];
}

export function textsOf(section: Section): TextField[] {
	return fieldsOf(section).filter(isTextField);
}

export function plainOf(section: Section): PlainField[] {
	return fieldsOf(section).filter((field): field is PlainField => !isTextField(field));
}
