import { z } from 'zod';
import { languages, type Language } from '#house/language/language.ts';
import { audiences, modes, needs } from './service.ts';

/** What a service says in words, once for each language. */
export const textFields = [
	'name',
	'description',
	'conditions',
	'firstContact',
	'mission',
	'method',
	'limits',
	'professionalSecrecy',
	'cost',
	'pauseMessage',
] as const;
export type TextField = (typeof textFields)[number];

/** Who may make the first contact. */
export const referralModes = ['self', 'relative', 'professional', 'school', 'network'] as const;
export const capacities = ['accepting', 'waiting', 'full'] as const;
export const accessibilities = [
	'step_free',
	'lift',
	'adapted_toilet',
	'reserved_parking',
	'public_transport',
	'hearing_loop',
	'sign_language',
	'easy_read',
	'assistance_dog',
] as const;
export type ReferralMode = (typeof referralModes)[number];
export type Capacity = (typeof capacities)[number];
export type Accessibility = (typeof accessibilities)[number];

const Slot = z.object({ weekday: z.int().min(1).max(7), opens: z.string(), closes: z.string() });
const HoursException = z.object({
	startsOn: z.string(),
	endsOn: z.string(),
	/** Opening and closing time; none: closed. */
	hours: z.array(z.tuple([z.string(), z.string()])),
	note: z.string(),
});
/** Days (YYYY-MM-DD, both included) with other hours than the weekly ones. */
export type HoursException = z.infer<typeof HoursException>;

const Words = z.record(z.enum(textFields), z.string());
/** The words of a service in one language; empty where it has none. */
export type Words = z.infer<typeof Words>;

/** What an organisation says of a service, field by field. What is not known is null or empty, never guessed. */
export const ServiceRecord = z.object({
	texts: z.record(z.enum(languages), Words),
	mainLanguage: z.enum(languages),
	audiences: z.array(z.enum(audiences)),
	needs: z.array(z.enum(needs)),
	minors: z.enum(['yes', 'with_parent', 'no']).nullable(),
	modes: z.array(z.enum(modes)),
	phone: z.string().nullable(),
	email: z.string().nullable(),
	url: z.string().nullable(),
	anonymous: z.boolean().nullable(),
	withoutAppointment: z.boolean().nullable(),
	referralModes: z.array(z.enum(referralModes)),
	hours: z.array(Slot),
	exceptions: z.array(HoursException),
	coverage: z.array(z.string()),
	languages: z.array(z.string()),
	free: z.boolean().nullable(),
	capacity: z.enum(capacities).nullable(),
	waitingDays: z.int().nullable(),
	accessibility: z.array(z.enum(accessibilities)),
	confidentialAddress: z.boolean(),
	street: z.string().nullable(),
	postalCode: z.string().nullable(),
	town: z.string().nullable(),
	contactPhone: z.string().nullable(),
	contactEmail: z.string().nullable(),
	contactNote: z.string(),
	confirmationMonths: z.int().min(1).max(24),
});
export type ServiceRecord = z.infer<typeof ServiceRecord>;

export type PlainField = Exclude<keyof ServiceRecord, 'texts'>;
export type Field = TextField | PlainField;

export function isTextField(field: string): field is TextField {
	return textFields.some((each) => each === field);
}

export function isPlainField(field: string): field is PlainField {
	return field !== 'texts' && field in ServiceRecord.shape;
}

/** The languages that say something, the main one first. */
export function listWrittenLanguages({ mainLanguage, texts }: ServiceRecord): Language[] {
	const others = languages.filter((language) => language !== mainLanguage && hasWords(texts[language]));
	return [mainLanguage, ...others];
}

export function hasWords(words: Words): boolean {
	return Object.values(words).some((text) => text !== '');
}
