import { z } from 'zod';
import { languages, type Language } from '#house/language/language.ts';

const signings = ['role', 'name'] as const;
type Signing = (typeof signings)[number];

const checkBox = z
	.string()
	.optional()
	.transform((value) => value === 'yes');
const wholeNumber = (least: number, most: number) =>
	z
		.string()
		.trim()
		.regex(/^\d{1,3}$/)
		.transform(Number)
		.pipe(z.int().min(least).max(most));

/** Who reads what is written to a service, and what is promised. */
export const IntakeForm = z.object({
	serviceId: z.uuid(),
	teamId: z.uuid(),
	promisedDays: wholeNumber(1, 30),
	withoutScript: checkBox,
	signsAs: z.enum(signings),
});
export type IntakeForm = z.infer<typeof IntakeForm>;

const Law = z.string().trim().max(4000);

/** How long requests are kept, and why: the words are the organisation's own, in one language at least. */
export const RetentionForm = z
	.object({
		monthsAfterClosing: wholeNumber(0, 120),
		monthsUnused: wholeNumber(1, 120),
		legal_fr: Law,
		legal_nl: Law,
		legal_de: Law,
		legal_en: Law,
	})
	.refine((form) => languages.some((language) => form[`legal_${language}`] !== ''), { path: ['legal_fr'] });
export type RetentionForm = z.infer<typeof RetentionForm>;

export interface RetentionRule {
	monthsAfterClosing: number;
	monthsUnused: number;
	legal: Partial<Record<Language, string>>;
}

/** Why a service does not open to requests, or its settings are not kept. */
export type IntakeRefusal =
	'unknown' | 'two_holders' | 'retention_rule' | 'not_kept' | 'not_published' | 'real_service';

/** A service with what is set for it; `intake` is undefined where nothing is yet. */
export interface ServiceIntake {
	serviceId: string;
	name: string;
	published: boolean;
	intake:
		{ teamId: string; isOpen: boolean; promisedDays: number; withoutScript: boolean; signsAs: Signing } | undefined;
}
