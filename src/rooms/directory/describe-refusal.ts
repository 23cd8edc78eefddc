import type { Language } from '#house/language/language.ts';
import { texts } from '#messages';
import type { Problem } from './section-form.ts';

/** Why nothing was done, as the page says it. */
export type ToldRefusal =
	| 'other_state'
	| 'own_submission'
	| 'real_service'
	| 'incomplete'
	| 'restore_incomplete'
	| 'archived'
	| 'stale'
	| 'unrestorable'
	| 'past_day'
	| 'unknown_successor';

export function describeRefusal(refusal: ToldRefusal, language: Language): string {
	return texts(language).directory[`refused_${refusal}`];
}

export function describeProblem(problem: Problem, language: Language): string {
	return texts(language).directory[`problem_${problem}`];
}
