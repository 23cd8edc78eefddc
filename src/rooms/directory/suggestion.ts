import { z } from 'zod';
import { addDays } from '#house/language/dates.ts';
import { addWorkingDays } from '#house/language/working-days.ts';
import type { Section } from './service-sections.ts';

/** What is no longer right in an entry, as whoever reads it says. */
export const suggestionKinds = ['number', 'address', 'hours', 'closed', 'description', 'other'] as const;
export type SuggestionKind = (typeof suggestionKinds)[number];

/** What its organisation says of it: put right; it was right already; nobody understands what is meant. */
export const suggestionAnswers = ['corrected', 'was_right', 'unclear'] as const;
export type SuggestionAnswer = (typeof suggestionAnswers)[number];

/** `escalated`: nobody answered, and the coordinators were told. */
export const suggestionStates = ['open', 'escalated', 'answered'] as const;
export type SuggestionState = (typeof suggestionStates)[number];

/** Working days without an answer after which the administrators are reminded, and the coordinators told. */
const reminderDays = 5;
const escalationDays = 10;
/** Days for which an address is kept at the longest. */
const addressDays = 90;

const longestWords = 2000;
const longestEmail = 254;
const isWritten = (text: string) => !/[^\P{Cc}\n\t]/u.test(text);

export const SuggestionForm = z.object({
	kind: z.enum(suggestionKinds),
	words: z
		.string()
		.transform((text) => text.replaceAll('\r\n', '\n').trim())
		.pipe(z.string().min(1).max(longestWords).refine(isWritten)),
	email: z
		.string()
		.optional()
		.transform((text) => text?.trim() ?? '')
		.pipe(z.union([z.literal('').transform(() => undefined), z.email().max(longestEmail)])),
});
/** A suggestion as it is handed in. The address is for one answer, and is kept apart. */
export type SuggestionForm = z.infer<typeof SuggestionForm>;

export type SuggestionProblem =
	'kind' | 'words_missing' | 'words_long' | 'words_unreadable' | 'email' | 'gate_word' | 'gate_too_fast';

/** What has to be put right in what was typed, by the field it stands in. */
export function listSuggestionProblems(
	typed: Record<string, string | string[]>,
	issues: readonly string[],
): { field: string; problem: SuggestionProblem }[] {
	return issues.map((field) => ({ field, problem: findProblem(field, String(typed[field] ?? '')) }));
}

function findProblem(field: string, text: string): SuggestionProblem {
	if (field === 'kind') return 'kind';
	if (field === 'email') return 'email';
	if (text.trim() === '') return 'words_missing';
	return isWritten(text.replaceAll('\r\n', '\n')) ? 'words_long' : 'words_unreadable';
}

/** Where it is put right; undefined for what no section says. */
export function sectionOfSuggestion(kind: SuggestionKind): Section | undefined {
	switch (kind) {
		case 'number':
			return 'reach';
		case 'address':
			return 'address';
		case 'hours':
			return 'hours';
		case 'description':
			return 'identity';
		case 'closed':
		case 'other':
			return undefined;
	}
}

/** The last day on which something may have come that is to be spoken of on this one, after so many working days without an answer. */
function lastDayOver(day: string, workingDays: number): string {
	let last = addDays(day, -workingDays);
	while (addWorkingDays(last, workingDays) > day) last = addDays(last, -1);
	return last;
}

/** What came until this day is what the administrators are reminded of. */
export function lastToRemind(day: string): string {
	return lastDayOver(day, reminderDays);
}

/** What came until this day is what the coordinators are told of. */
export function lastToEscalate(day: string): string {
	return lastDayOver(day, escalationDays);
}

/** Whether an address left on a day is still there to answer to. */
export function isAddressKept(receivedOn: string, day: string): boolean {
	return addDays(receivedOn, addressDays) >= day;
}
