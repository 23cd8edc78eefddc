import type { Problem, SectionIssue, TypedSection } from '../../section-form.ts';

/** Reads what was typed, field by field, and notes what has to be put right. */
export interface FormReader {
	issues: SectionIssue[];
	refuse(field: string, problem: Problem): void;
	has(field: string): boolean;
	/** As typed, without the space around it; lines end alike. */
	text(field: string, longest: number): string;
	/** Null for an empty field, and for one that cannot be read, which is noted. */
	optional<Value>(field: string, problem: Problem, read: (typed: string) => Value | undefined): Value | null;
	one<Choice extends string>(field: string, choices: readonly Choice[]): Choice | null;
	many<Choice extends string>(field: string, choices: readonly Choice[]): Choice[];
	/** Yes, no, or not stated. */
	yesNo(field: string): boolean | null;
	all(field: string): string[];
}

export function openForm(typed: TypedSection): FormReader {
	const issues: SectionIssue[] = [];
	const refuse = (field: string, problem: Problem) => void issues.push({ field, problem });
	const all = (field: string) => typed[field] ?? [];
	const clean = (field: string) => (all(field)[0] ?? '').replaceAll('\r\n', '\n').trim();
	const one: FormReader['one'] = (field, choices) => choices.find((choice) => choice === clean(field)) ?? null;
	return {
		issues,
		refuse,
		all,
		has: (field) => clean(field) !== '',
		text(field, longest) {
			const text = clean(field);
			if (unreadable.test(text)) refuse(field, 'unreadable');
			if (text.length > longest) refuse(field, 'too_long');
			return text.slice(0, longest);
		},
		optional(field, problem, read) {
			const text = clean(field);
			if (text === '') return null;
			const value = text.length > longestValue ? undefined : read(text);
			if (value === undefined) refuse(field, problem);
			return value ?? null;
		},
		one,
		many: (field, choices) => choices.filter((choice) => all(field).includes(choice)),
		yesNo(field) {
			const answer = one(field, ['yes', 'no']);
			return answer === null ? null : answer === 'yes';
		},
	};
}

const longestValue = 300;

/** Half a character, or a control character other than tab and line feed: no form field makes it, and the database refuses it. */
// eslint-disable-next-line no-control-regex
const unreadable = /[\u0000-\u0008\u000b-\u001f\u007f\ufffd]|\p{Cs}/u;
