import { z } from 'zod';
import { languages } from '#house/language/language.ts';
import { audiences, modes, needs } from '../service.ts';

// The messages follow the path of a field in the sentence of a refused file.
export const Filled = z.string().trim().min(1, 'is empty');
export const AreaCode = z.string().regex(/^([0-9]{5}|[a-z]{2,5})$/, 'is not the code of an area');

const Time = z.string().regex(/^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$/, 'is not a time (HH:MM)');

const Slot = z
	.strictObject({
		days: z.array(z.int().min(1, 'is no weekday').max(7, 'is no weekday')).min(1, 'is empty'),
		opens: Time,
		closes: Time,
	})
	.refine((slot) => slot.opens < slot.closes, 'closes before it opens');

/** Weekly hours, one entry for every weekday and opening. */
export const Hours = z
	.array(Slot)
	.transform((slots) => slots.flatMap(({ days, opens, closes }) => days.map((weekday) => ({ weekday, opens, closes }))))
	.refine(
		(hours) =>
			!hours.some((one) =>
				hours.some(
					(other) =>
						one !== other && one.weekday === other.weekday && one.opens <= other.opens && other.opens < one.closes,
				),
			),
		'overlap on a day',
	);

const ServiceText = z.strictObject({
	name: Filled,
	description: z.string().default(''),
	conditions: z.string().default(''),
	firstContact: z.string().default(''),
});

export const Texts = z.partialRecord(z.enum(languages), ServiceText);

export const Names = z.strictObject({
	fr: Filled,
	nl: Filled.optional(),
	de: Filled.optional(),
	en: Filled.optional(),
});

export const Audiences = distinct(z.enum(audiences));
export const Needs = distinct(z.enum(needs));
export const Modes = distinct(z.enum(modes));

export function distinct<Item extends z.ZodType>(item: Item) {
	return z.array(item).refine((items) => new Set(items).size === items.length, 'names the same thing twice');
}

export const organisationKinds = ['community', 'region', 'province', 'municipality', 'other'] as const;

export interface OrganisationEntry {
	id: string;
	kind: (typeof organisationKinds)[number];
	area: string | null;
	name: z.output<typeof Names>;
}

/** A service as a file states it, ready to be written. What is not known is null or empty. */
export interface ServiceEntry {
	id: string;
	organisation: string;
	imaginary: boolean;
	networkRole: 'individual_support' | 'professional_support' | null;
	mainLanguage: (typeof languages)[number];
	audiences: z.output<typeof Audiences>;
	needs: z.output<typeof Needs>;
	languages: string[];
	minors: 'yes' | 'with_parent' | 'no' | null;
	free: boolean | null;
	anonymous: boolean | null;
	withoutAppointment: boolean | null;
	modes: z.output<typeof Modes>;
	covers: string[];
	hours: z.output<typeof Hours>;
	phone: string | null;
	email: string | null;
	url: string | null;
	address: { street: string; postalCode: string; town: string } | null;
	confirmedOn: string | null;
	text: z.output<typeof Texts>;
}

export interface Network {
	origin: 'reference' | 'demonstration';
	/** Where it was read, for messages. */
	path: string;
	organisations: OrganisationEntry[];
	services: ServiceEntry[];
}
