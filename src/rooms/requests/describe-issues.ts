import type { Language } from '#house/language/language.ts';
import { roomTexts } from '#messages/requests';
import type { AskIssue } from './ask-form.ts';
import { LONGEST_TEXT } from './payloads.ts';

/** What has to be put right, in words, by field. */
export function describeIssues(issues: readonly AskIssue[], language: Language): Map<string, string> {
	const t = roomTexts(language);
	return new Map(
		issues.map(({ field, problem }) => [
			field,
			problem === 'text_long' ? t.ask_problem_text_long({ most: LONGEST_TEXT }) : t[`ask_problem_${problem}`],
		]),
	);
}
