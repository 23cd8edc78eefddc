import type { Language } from '#house/language/language.ts';
import { roomTexts } from '#messages/requests';

export type ReceiptRefusal = 'incomplete' | 'too_long' | 'mistyped' | 'crowd' | 'busy' | 'locked' | 'unknown' | 'over';

/** Why a conversation did not open without a script, or closed again. */
export function describeReceiptRefusal(refused: ReceiptRefusal, language: Language): string {
	const t = roomTexts(language);
	const refusals: Record<ReceiptRefusal, string> = {
		incomplete: t.back_problem_incomplete,
		too_long: t.back_problem_too_long,
		mistyped: t.back_problem_mistyped,
		crowd: t.back_crowd,
		busy: t.back_busy,
		locked: t.back_locked,
		unknown: t.back_unknown,
		over: t.back_over,
	};
	return refusals[refused];
}
