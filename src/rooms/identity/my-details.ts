import { z } from 'zod';
import { languages } from '#house/language/language.ts';
import { Name } from './person-fields.ts';

/** The languages one may say one works in (BCP 47): those most often asked for in the network. */
export const offeredLanguages = 'fr nl de en ar kab tr es it pt ro pl bg ru uk sq fa ps ur so ku ln sw ff'.split(' ');

export const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;

/** What one says of oneself. */
export const MyDetails = z.object({
	name: Name,
	language: z.enum(languages),
	spokenLanguages: z.array(z.string().refine((code) => offeredLanguages.includes(code))),
	/** 1 for Monday. */
	workingDays: z
		.array(z.coerce.number().int().min(1).max(7))
		.transform((days) => [...new Set(days)].toSorted((a, b) => a - b)),
});
export type MyDetails = z.infer<typeof MyDetails>;
