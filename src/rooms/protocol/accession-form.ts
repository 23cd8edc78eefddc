import { z } from 'zod';
import { readPhone } from '#house/language/phone.ts';
import { readDay } from '#house/language/read-day.ts';
import { domains } from './domain.ts';
import { readEnterpriseNumber } from './enterprise-number.ts';
import { partyKinds } from './party.ts';

/** What has to be put right in a field; each has its text in every language. */
const formIssues = [
	'name_empty',
	'number_empty',
	'number_length',
	'number_check_digits',
	'kind_empty',
	'function_empty',
	'email_empty',
	'email_form',
	'phone_form',
	'competences_empty',
	'domains_empty',
	'body_empty',
	'date_empty',
	'date_form',
	'date_future',
	'too_long',
	'opinion_empty',
	'reasons_empty',
	'minutes_empty',
	'reason_empty',
	'question_empty',
	'days_range',
	'choice_empty',
	'unreadable',
] as const;
export type FormIssue = (typeof formIssues)[number];

const SHORT = 160;
const LONG = 4000;
// One line: what goes into a mail or an address must not begin another.
const Line = z
	.string()
	.transform((text) => text.replaceAll(/\s+/g, ' ').trim())
	.pipe(z.string().max(SHORT, issue('too_long')));
const OptionalLine = Line.default('').transform((text) => text || undefined);

export function issue(code: FormIssue): string {
	return code;
}

/** A text of several lines; what cannot be kept by the database is left out of it. */
export const LongText = z
	.string()
	.transform((text) =>
		text
			.replaceAll('\r\n', '\n')
			.replaceAll(/[^\P{Cc}\n\t]/gu, '')
			.trim(),
	)
	.pipe(z.string().max(LONG, issue('too_long')));

const Email = z
	.string()
	.trim()
	.min(1, issue('email_empty'))
	.pipe(z.email(issue('email_form')).max(254, issue('too_long')));
const EnterpriseNumber = z.string().transform((typed, context) => {
	const read = readEnterpriseNumber(typed);
	if ('number' in read) return read.number;
	context.addIssue({ code: 'custom', message: issue(`number_${read.refused}`) });
	return z.NEVER;
});

/** What is asked of someone who lost their link. */
export const LostLinkForm = z.object({ contactEmail: Email, enterpriseNumber: EnterpriseNumber });

/** Who applies, and by which function they can be reached. */
export const AboutForm = z
	.object({
		nameFr: OptionalLine,
		nameNl: OptionalLine,
		nameDe: OptionalLine,
		enterpriseNumber: EnterpriseNumber,
		kind: z.enum(partyKinds, issue('kind_empty')),
		contactFunction: Line.pipe(z.string().min(1, issue('function_empty')).max(120, issue('too_long'))),
		contactEmail: Email,
		contactPhone: z
			.string()
			.default('')
			.transform((typed, context) => {
				const read = typed.trim() === '' ? undefined : (readPhone(typed) ?? 'unreadable');
				if (read !== 'unreadable') return read;
				context.addIssue({ code: 'custom', message: issue('phone_form') });
				return z.NEVER;
			}),
	})
	.refine(({ nameFr, nameNl, nameDe }) => [nameFr, nameNl, nameDe].some(Boolean), {
		path: ['nameFr'],
		message: issue('name_empty'),
		when: () => true,
	});
export type AboutForm = z.infer<typeof AboutForm>;

/** What it is competent for, and where it wants to take part. */
export const CompetencesForm = z.object({
	competences: LongText.pipe(z.string().min(1, issue('competences_empty'))),
	domains: z.array(z.enum(domains)).min(1, issue('domains_empty')),
});
export type CompetencesForm = z.infer<typeof CompetencesForm>;

/** A day as people write it, as YYYY-MM-DD. */
export const Day = z.string().transform((typed, context) => {
	const day = readDay(typed);
	if (day !== undefined) return day;
	context.addIssue({ code: 'custom', message: issue(typed.trim() === '' ? 'date_empty' : 'date_form') });
	return z.NEVER;
});

/** The decision of its own council or college to apply. `today` is YYYY-MM-DD. */
export function readApprovalForm(today: string) {
	return z.object({
		approvedBy: Line.pipe(z.string().min(1, issue('body_empty'))),
		approvedOn: Day.refine((day) => day <= today, issue('date_future')),
	});
}
export type ApprovalForm = z.infer<ReturnType<typeof readApprovalForm>>;

/** What has to be put right first in each field, in the order of the form. */
export type FieldIssue = { field: string; issue: FormIssue };

/** @param fields in the order of the form, where that is not the order in which they were read */
export function listIssues(error: z.ZodError, fields: string[] = []): FieldIssue[] {
	const first = new Map<string, FormIssue>();
	for (const { path, message } of error.issues) {
		const field = String(path[0] ?? '');
		if (!first.has(field)) first.set(field, formIssues.find((each) => each === message) ?? 'unreadable');
	}
	const found = [...first].map(([field, each]) => ({ field, issue: each }));
	return found.toSorted((a, b) => fields.indexOf(a.field) - fields.indexOf(b.field));
}
